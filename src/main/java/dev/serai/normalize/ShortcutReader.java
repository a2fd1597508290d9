package dev.serai.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the part of JSLT that most expressions keep to: paths, constants, {@code if}, {@code and},
 * {@code or}, {@code +}, comparison with a text, arrays, calls. JSLT has found the expression valid
 * before. For one expression.
 */
final class ShortcutReader {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_-]*";
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<name>"
              + NAME
              + ")|\\$(?<variable>"
              + NAME
              + ")|\\.(?<step>"
              + NAME
              + ")|\"(?<text>(?:[^\"\\\\]|\\\\.)*+)\"|(?<number>\\d{1,9}(?![.\\deE]))|(?<sign>==|!=|[.()\\[\\],+]))");

  /** The expression has a form that is not known here. */
  private static final class UnknownForm extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownForm() {
      super(null, null, false, false);
    }
  }

  private final String expression;
  private final Matcher token;
  private int at;

  private ShortcutReader(String expression) {
    this.expression = expression.stripTrailing();
    this.token = TOKEN.matcher(this.expression);
  }

  /** Null when it has a form that is not known here. */
  static Shortcut read(String expression) {
    ShortcutReader reader = new ShortcutReader(expression);
    try {
      Shortcut whole = reader.alternatives();
      return reader.at == reader.expression.length() ? whole : null;
    } catch (UnknownForm e) {
      return null;
    }
  }

  private Shortcut alternatives() throws UnknownForm {
    Shortcut left = conditions();
    while (takes("name", "or")) {
      left = Shortcuts.or(left, conditions());
    }
    return left;
  }

  private Shortcut conditions() throws UnknownForm {
    Shortcut left = comparison();
    while (takes("name", "and")) {
      left = Shortcuts.and(left, comparison());
    }
    return left;
  }

  private Shortcut comparison() throws UnknownForm {
    Shortcut left = sum();
    boolean equal = takes("sign", "==");
    if (equal || takes("sign", "!=")) {
      return Shortcuts.isOneOf(left, List.of(requiredText()), equal);
    }
    return left;
  }

  private Shortcut sum() throws UnknownForm {
    Shortcut left = operand();
    while (takes("sign", "+")) {
      left = Shortcuts.plus(left, operand());
    }
    return left;
  }

  private Shortcut operand() throws UnknownForm {
    String text = text();
    if (text != null) {
      return Shortcuts.constant(TextNode.valueOf(text));
    }
    String number = next("number");
    if (number != null) {
      return Shortcuts.constant(IntNode.valueOf(Integer.parseInt(number)));
    }
    String variable = next("variable");
    if (variable != null) {
      return Shortcuts.variable(variable, steps());
    }
    if (takes("sign", "(")) {
      Shortcut inner = alternatives();
      require(")");
      return inner;
    }
    if (takes("sign", "[")) {
      return Shortcuts.array(list("]"));
    }
    String name = next("name");
    return name == null ? path() : named(name);
  }

  private Shortcut path() throws UnknownForm {
    if (takes("sign", ".")) {
      return (message, variables) -> message;
    }
    String[] steps = steps();
    if (steps.length == 0) {
      throw new UnknownForm();
    }
    return (message, variables) -> Shortcuts.at(message, steps);
  }

  private Shortcut named(String name) throws UnknownForm {
    return switch (name) {
      case "null" -> Shortcuts.constant(NullNode.instance);
      case "true" -> Shortcuts.constant(BooleanNode.TRUE);
      case "false" -> Shortcuts.constant(BooleanNode.FALSE);
      case "if" -> choice();
      default -> call(name);
    };
  }

  private Shortcut choice() throws UnknownForm {
    require("(");
    Shortcut condition = alternatives();
    require(")");
    Shortcut then = alternatives();
    Shortcut otherwise =
        takes("name", "else") ? alternatives() : Shortcuts.constant(NullNode.instance);
    return Shortcuts.choice(condition, then, otherwise);
  }

  private Shortcut call(String name) throws UnknownForm {
    require("(");
    Shortcut oneOf = name.equals("contains") ? isOneOf() : null;
    Shortcut call = oneOf == null ? Shortcuts.call(name, list(")")) : oneOf;
    if (call == null) {
      throw new UnknownForm();
    }
    String[] steps = steps();
    return steps.length == 0
        ? call
        : (message, variables) -> Shortcuts.at(call.value(message, variables), steps);
  }

  /**
   * After {@code contains(}; null, and nothing read, when the second argument is no list of texts.
   */
  private Shortcut isOneOf() throws UnknownForm {
    int start = at;
    Shortcut asked = alternatives();
    List<String> texts = new ArrayList<>();
    if (takes("sign", ",") && takes("sign", "[")) {
      do {
        texts.add(text());
      } while (takes("sign", ","));
      if (!texts.contains(null) && takes("sign", "]") && takes("sign", ")")) {
        return Shortcuts.isOneOf(asked, texts, true);
      }
    }
    at = start;
    return null;
  }

  private List<Shortcut> list(String end) throws UnknownForm {
    List<Shortcut> all = new ArrayList<>();
    if (takes("sign", end)) {
      return all;
    }
    do {
      all.add(alternatives());
    } while (takes("sign", ","));
    require(end);
    return List.copyOf(all);
  }

  private String[] steps() {
    List<String> steps = new ArrayList<>();
    for (String step = next("step"); step != null; step = next("step")) {
      steps.add(step.intern());
    }
    return steps.toArray(String[]::new);
  }

  /** The next token if it is of this kind, else null and nothing is read. */
  private String next(String kind) {
    token.region(at, expression.length());
    String found = token.lookingAt() ? token.group(kind) : null;
    at = found == null ? at : token.end();
    return found;
  }

  private boolean takes(String kind, String text) {
    int start = at;
    if (text.equals(next(kind))) {
      return true;
    }
    at = start;
    return false;
  }

  /** Escapes are those of JSON. */
  private String text() throws UnknownForm {
    String written = next("text");
    if (written == null || written.indexOf('\\') < 0) {
      return written;
    }
    try {
      return JSON.readValue('"' + written + '"', String.class);
    } catch (JsonProcessingException e) {
      throw new UnknownForm();
    }
  }

  private String requiredText() throws UnknownForm {
    String found = text();
    if (found == null) {
      throw new UnknownForm();
    }
    return found;
  }

  private void require(String sign) throws UnknownForm {
    if (!takes("sign", sign)) {
      throw new UnknownForm();
    }
  }
}
