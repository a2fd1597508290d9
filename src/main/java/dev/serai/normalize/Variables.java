package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.Map;

/**
 * What expressions can name while the events of one message are made. A declared variable is worked
 * out when it is first looked at, and once: most rules look at few. For one thread.
 */
final class Variables {

  private static final int USUAL = 8;

  private final JsonNode message;
  private final Variables outer;

  /** They are few: to look through them is quicker than to hash. */
  private String[] names = new String[USUAL];

  private JsonNode[] values = new JsonNode[USUAL];
  private int size;
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
    int place = 0;
    while (place < size && !names[place].equals(name)) {
      place++;
    }
    if (place == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    names[place] = name;
    values[place] = value;
    size = Math.max(size, place + 1);
  }

  void set(String name, String value) {
    set(name, TextNode.valueOf(value));
  }

  /** Each may look at those before it. At most once for each of these. */
  void declare(Map<String, Jslt> lets) {
    declared = lets;
  }

  /** A null node for a name that nobody set. */
  JsonNode get(String name) {
    for (int place = 0; place < size; place++) {
      if (names[place].equals(name)) {
        return values[place];
      }
    }
    Jslt expression = declared.get(name);
    if (expression != null) {
      JsonNode value = expression.value(message, this);
      set(name, value);
      return value;
    }
    return outer == null ? NullNode.instance : outer.get(name);
  }
}
