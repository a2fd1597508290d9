package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What expressions can name while the events of one message are made. A declared variable is worked
 * out when it is first looked at, and once: most rules look at few. For one thread.
 */
final class Variables {

  private final JsonNode message;
  private final Variables outer;
  private final Map<String, JsonNode> values = new HashMap<>();
  private Map<String, Jslt> declared = Map.of();

  private Variables(JsonNode message, Variables outer) {
    this.message = message;
    this.outer = outer;
  }

  static Variables of(JsonNode message) {
    return new Variables(message, null);
  }

  /** The same, which can grow without these seeing it. */
  Variables inner() {
    return new Variables(message, this);
  }

  /** The same over another message. */
  Variables over(JsonNode other) {
    return new Variables(other, this);
  }

  void set(String name, JsonNode value) {
    values.put(name, value);
  }

  void set(String name, String value) {
    values.put(name, TextNode.valueOf(value));
  }

  /** Each may look at those before it. At most once for each of these. */
  void declare(Map<String, Jslt> lets) {
    declared = lets;
  }

  /** A null node for a name that nobody set. */
  JsonNode get(String name) {
    JsonNode known = values.get(name);
    if (known != null) {
      return known;
    }
    Jslt expression = declared.get(name);
    if (expression != null) {
      JsonNode value = expression.value(message, this);
      values.put(name, value);
      return value;
    }
    return outer == null ? NullNode.instance : outer.get(name);
  }
}
