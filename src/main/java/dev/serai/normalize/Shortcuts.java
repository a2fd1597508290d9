package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.impl.BuiltinFunctions;
import com.schibsted.spt.data.jslt.impl.NodeUtils;
import com.schibsted.spt.data.jslt.impl.PlusOperator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of shortcuts. Functions, sums and what counts as true are JSLT's own. */
final class Shortcuts {

  private static final PlusOperator PLUS = new PlusOperator(null, null, null);
  private static final Map<String, Function> FUNCTIONS = functions();

  private Shortcuts() {}

  private static Map<String, Function> functions() {
    Map<String, Function> all = new HashMap<>(BuiltinFunctions.functions);
    Functions.ALL.forEach(own -> all.put(own.getName(), own));
    return Map.copyOf(all);
  }

  /** The same for every message. */
  record Constant(JsonNode value) implements Shortcut {
    @Override
    public JsonNode value(JsonNode message, Variables variables) {
      return value;
    }
  }

  static Shortcut constant(JsonNode value) {
    return new Constant(value);
  }

  static Shortcut variable(String name, String[] steps) {
    return (message, variables) -> at(variables.get(name), steps);
  }

  /** What stands at a path; a null node when nothing does. */
  static JsonNode at(JsonNode start, String[] steps) {
    JsonNode node = start;
    for (String step : steps) {
      node = node instanceof ObjectNode object ? object.get(step) : null;
      if (node == null) {
        return NullNode.instance;
      }
    }
    return node;
  }

  static Shortcut or(Shortcut left, Shortcut right) {
    return (message, variables) ->
        BooleanNode.valueOf(
            NodeUtils.isTrue(left.value(message, variables))
                || NodeUtils.isTrue(right.value(message, variables)));
  }

  static Shortcut and(Shortcut left, Shortcut right) {
    return (message, variables) ->
        BooleanNode.valueOf(
            NodeUtils.isTrue(left.value(message, variables))
                && NodeUtils.isTrue(right.value(message, variables)));
  }

  static Shortcut choice(Shortcut condition, Shortcut then, Shortcut otherwise) {
    return (message, variables) ->
        NodeUtils.isTrue(condition.value(message, variables))
            ? then.value(message, variables)
            : otherwise.value(message, variables);
  }

  static Shortcut plus(Shortcut left, Shortcut right) {
    return (message, variables) -> {
      JsonNode first = left.value(message, variables);
      JsonNode second = right.value(message, variables);
      boolean texts = first.isTextual() && (second.isTextual() || second.isIntegralNumber());
      return texts
          ? TextNode.valueOf(first.textValue().concat(second.asText()))
          : PLUS.perform(first, second);
    };
  }

  static Shortcut isOneOf(Shortcut asked, List<String> texts, boolean wanted) {
    Set<String> all = Set.copyOf(texts);
    return (message, variables) -> {
      JsonNode value = asked.value(message, variables);
      boolean is = value.isTextual() && all.contains(value.textValue());
      return BooleanNode.valueOf(is == wanted);
    };
  }

  static Shortcut array(List<Shortcut> elements) {
    return (message, variables) -> {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
      for (Shortcut element : elements) {
        array.add(element.value(message, variables));
      }
      return array;
    };
  }

  /** Null when there is no such function. */
  static Shortcut call(String name, List<Shortcut> arguments) {
    if (name.equals("first-of")) {
      return (message, variables) -> {
        for (Shortcut argument : arguments) {
          JsonNode value = argument.value(message, variables);
          if (!Functions.saysNothing(value)) {
            return value;
          }
        }
        return NullNode.instance;
      };
    }
    if (name.equals("fallback")) {
      return (message, variables) -> {
        for (Shortcut argument : arguments) {
          JsonNode value = argument.value(message, variables);
          if (NodeUtils.isValue(value)) {
            return value;
          }
        }
        return NullNode.instance;
      };
    }
    Function function = FUNCTIONS.get(name);
    if (name.equals("replace")
        && arguments.size() == 3
        && arguments.get(1) instanceof Constant pattern
        && arguments.get(2) instanceof Constant with
        && pattern.value().isTextual()
        && with.value().isTextual()) {
      return replace(function, arguments.get(0), pattern, with);
    }
    return function == null
        ? null
        : (message, variables) -> {
          JsonNode[] values = new JsonNode[arguments.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).value(message, variables);
          }
          JsonNode result = function.call(message, values);
          return result == null ? NullNode.instance : result;
        };
  }

  /** As JSLT does it, which looks each pattern up among all that were ever used, under a lock. */
  private static Shortcut replace(
      Function function, Shortcut text, Constant pattern, Constant with) {
    Pattern compiled = Pattern.compile(pattern.value().textValue());
    String replacement = with.value().textValue();
    return (message, variables) -> {
      JsonNode value = text.value(message, variables);
      if (!value.isTextual()) {
        return function.call(message, new JsonNode[] {value, pattern.value(), with.value()});
      }
      String before = value.textValue();
      Matcher found = compiled.matcher(before);
      StringBuilder after = null;
      int copied = 0;
      while (found.find(copied)) {
        if (found.start() == found.end()) {
          throw new JsltException(
              "Regexp "
                  + pattern.value().textValue()
                  + " in replace() matched empty string in '"
                  + value
                  + "'");
        }
        after = after == null ? new StringBuilder(before.length()) : after;
        after.append(before, copied, found.start()).append(replacement);
        copied = found.end();
      }
      return after == null
          ? value
          : TextNode.valueOf(after.append(before, copied, before.length()).toString());
    };
  }
}
