package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;

/** What declarations can call besides JSLT's own functions. */
final class Functions {

  @FunctionalInterface
  private interface Body {
    JsonNode of(JsonNode[] arguments);
  }

  private record Named(String name, int least, int most, Body body) implements Function {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public int getMinArguments() {
      return least;
    }

    @Override
    public int getMaxArguments() {
      return most;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] arguments) {
      return body.of(arguments);
    }
  }

  static final List<Function> ALL =
      List.of(
          new Named("first-of", 1, 20, Functions::firstOf),
          new Named("text", 1, 1, arguments -> text(arguments[0])),
          new Named("millis-between", 2, 2, Functions::millisBetween));

  private Functions() {}

  /** Null, a missing member and empty text say nothing. */
  static boolean saysNothing(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue().isEmpty();
    }
    return value.isNull() || value.isMissingNode();
  }

  private static JsonNode firstOf(JsonNode[] candidates) {
    for (JsonNode candidate : candidates) {
      if (!saysNothing(candidate)) {
        return candidate;
      }
    }
    return NullNode.instance;
  }

  private static JsonNode text(JsonNode value) {
    if (saysNothing(value) || value.isTextual()) {
      return value;
    }
    if (value.isContainerNode()) {
      throw new JsltException("text() cannot take an " + kind(value));
    }
    return TextNode.valueOf(value.asText());
  }

  /** Never negative: senders stamp some starts after the end. */
  private static JsonNode millisBetween(JsonNode[] times) {
    if (saysNothing(times[0]) || saysNothing(times[1])) {
      return NullNode.instance;
    }
    try {
      Duration between = Duration.between(Times.parse(times[0]), Times.parse(times[1]));
      return LongNode.valueOf(Math.max(0, between.toMillis()));
    } catch (DateTimeException e) {
      throw new JsltException("millis-between() cannot read a time: " + e.getMessage(), e);
    }
  }

  static String kind(JsonNode value) {
    return value.getNodeType().toString().toLowerCase(java.util.Locale.ROOT);
  }
}
