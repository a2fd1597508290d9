package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expressions of the simplest forms, of which most of a declaration consists, worked out without
 * JSLT's machinery: a path, a plain text, {@code null}, {@code text(path)}, a path that must be
 * text, {@code first-of(...)} of these, and a path compared with plain texts. What they give is
 * what JSLT gives.
 */
@FunctionalInterface
interface Shortcut {

  JsonNode value(JsonNode message, Variables variables);

  String NAME = "[A-Za-z_][A-Za-z0-9_-]*";
  Pattern PATH = Pattern.compile("(?:\\$(" + NAME + "))?((?:\\." + NAME + ")*)");
  Pattern TEXT = Pattern.compile("\"([^\"\\\\]*)\"");
  Pattern TEXT_OF = Pattern.compile("text\\(([^()]*)\\)");
  Pattern IF_TEXT = Pattern.compile("if \\(is-string\\(([^()]+)\\)\\) (\\S+)");
  Pattern FIRST_OF = Pattern.compile("first-of\\((.*)\\)", Pattern.DOTALL);
  Pattern ARGUMENT = Pattern.compile("\\G\\s*(\"[^\"\\\\]*\"|[^,\"]+?)\\s*(,|$)");
  Pattern COMPARED = Pattern.compile("(\\S+) (==|!=) (\"[^\"\\\\]*\")");
  Pattern ONE_OF = Pattern.compile("contains\\(([^(),\"]+), \\[([^\\[\\]()]*)]\\)");

  /** Null when the expression has another form. */
  static Shortcut of(String expression) {
    Shortcut simple = simple(expression.strip());
    if (simple != null) {
      return simple;
    }
    Matcher first = FIRST_OF.matcher(expression.strip());
    if (first.matches()) {
      List<Shortcut> all = all(first.group(1));
      return all == null ? null : (message, variables) -> first(all, message, variables);
    }
    Matcher compared = COMPARED.matcher(expression.strip());
    if (compared.matches()) {
      Shortcut path = path(compared.group(1));
      Set<String> text = texts(compared.group(3));
      return path == null ? null : isOne(path, text, compared.group(2).equals("=="));
    }
    Matcher oneOf = ONE_OF.matcher(expression.strip());
    if (oneOf.matches()) {
      Shortcut path = path(oneOf.group(1).strip());
      Set<String> texts = texts(oneOf.group(2));
      return path == null || texts == null ? null : isOne(path, texts, true);
    }
    return null;
  }

  private static Shortcut simple(String expression) {
    Matcher text = TEXT.matcher(expression);
    if (text.matches()) {
      JsonNode constant = TextNode.valueOf(text.group(1));
      return (message, variables) -> constant;
    }
    if (expression.equals(".")) {
      return (message, variables) -> message;
    }
    if (expression.equals("null")) {
      return (message, variables) -> NullNode.instance;
    }
    Matcher textOf = TEXT_OF.matcher(expression);
    if (textOf.matches()) {
      Shortcut inner = path(textOf.group(1).strip());
      return inner == null ? null : (message, variables) -> asText(inner.value(message, variables));
    }
    Matcher ifText = IF_TEXT.matcher(expression);
    if (ifText.matches()) {
      Shortcut asked = path(ifText.group(1).strip());
      Shortcut then = path(ifText.group(2));
      return asked == null || then == null
          ? null
          : (message, variables) ->
              asked.value(message, variables).isTextual()
                  ? then.value(message, variables)
                  : NullNode.instance;
    }
    return path(expression);
  }

  private static Shortcut path(String expression) {
    Matcher path = PATH.matcher(expression);
    if (expression.isEmpty() || !path.matches()) {
      return null;
    }
    String variable = path.group(1);
    String[] names =
        path.group(2).isEmpty() ? new String[0] : path.group(2).substring(1).split("\\.", -1);
    return (message, variables) -> at(variable == null ? message : variables.get(variable), names);
  }

  private static JsonNode at(JsonNode start, String[] names) {
    JsonNode node = start;
    for (String name : names) {
      node = node.get(name);
      if (node == null) {
        return NullNode.instance;
      }
    }
    return node;
  }

  private static JsonNode asText(JsonNode value) {
    return Functions.text(value);
  }

  private static List<Shortcut> all(String arguments) {
    List<Shortcut> all = new ArrayList<>();
    Matcher argument = ARGUMENT.matcher(arguments);
    while (argument.find()) {
      Shortcut each = simple(argument.group(1));
      if (each == null) {
        return null;
      }
      all.add(each);
      if (argument.group(2).isEmpty()) {
        return List.copyOf(all);
      }
    }
    return null;
  }

  private static JsonNode first(List<Shortcut> all, JsonNode message, Variables variables) {
    for (Shortcut each : all) {
      JsonNode value = each.value(message, variables);
      if (!Functions.saysNothing(value)) {
        return value;
      }
    }
    return NullNode.instance;
  }

  /** The texts of a list such as {@code "a", "b"}; null when there is anything else in it. */
  private static Set<String> texts(String list) {
    Set<String> texts = new HashSet<>();
    for (String item : list.split(",", -1)) {
      Matcher text = TEXT.matcher(item.strip());
      if (!text.matches()) {
        return null;
      }
      texts.add(text.group(1));
    }
    return Set.copyOf(texts);
  }

  private static Shortcut isOne(Shortcut path, Set<String> texts, boolean wanted) {
    return (message, variables) -> {
      JsonNode value = path.value(message, variables);
      boolean is = value.isTextual() && texts.contains(value.textValue());
      return is == wanted ? BooleanNode.TRUE : BooleanNode.FALSE;
    };
  }
}
