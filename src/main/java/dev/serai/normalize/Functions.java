package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
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
          new Named("millis-between", 2, 2, Functions::millisBetween),
          new Named("earliest", 1, 1, arguments -> earliest(arguments[0])),
          new Named("purl", 3, 3, Functions::purl),
          new Named("error-line", 1, 1, arguments -> errorLine(arguments[0])));

  private Functions() {}

  /** Null, a missing member and empty text say nothing. */
  static boolean saysNothing(JsonNode value) {
    return value instanceof TextNode text
        ? text.textValue().isEmpty()
        : value.isNull() || value.isMissingNode();
  }

  private static JsonNode firstOf(JsonNode[] candidates) {
    for (JsonNode candidate : candidates) {
      if (!saysNothing(candidate)) {
        return candidate;
      }
    }
    return NullNode.instance;
  }

  /** A number or a boolean as text. */
  static JsonNode text(JsonNode value) {
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
    Duration between =
        Duration.between(time("millis-between", times[0]), time("millis-between", times[1]));
    return LongNode.valueOf(Math.max(0, between.toMillis()));
  }

  /** As the sender wrote it; elements that say nothing are passed over. */
  private static JsonNode earliest(JsonNode times) {
    if (saysNothing(times)) {
      return NullNode.instance;
    }
    if (!times.isArray()) {
      throw new JsltException("earliest() takes an array, not this " + kind(times));
    }
    JsonNode earliest = NullNode.instance;
    OffsetDateTime first = null;
    for (JsonNode candidate : times) {
      if (!saysNothing(candidate)) {
        OffsetDateTime time = time("earliest", candidate);
        if (first == null || time.isBefore(first)) {
          first = time;
          earliest = candidate;
        }
      }
    }
    return earliest;
  }

  /** The first line of a log that tells an error; null when none does. */
  private static JsonNode errorLine(JsonNode log) {
    String line = log.isTextual() ? ErrorLine.in(log.textValue()) : null;
    return line == null ? NullNode.instance : TextNode.valueOf(line);
  }

  /** A package URL of type, name and version; null without type or name. */
  private static JsonNode purl(JsonNode[] parts) {
    if (saysNothing(parts[0]) || saysNothing(parts[1])) {
      return NullNode.instance;
    }
    String version = saysNothing(parts[2]) ? null : parts[2].asText();
    return TextNode.valueOf(Purl.of(parts[0].asText(), parts[1].asText(), version));
  }

  private static OffsetDateTime time(String function, JsonNode value) {
    try {
      return Times.parse(value);
    } catch (DateTimeException e) {
      throw new JsltException(function + "() cannot read a time: " + e.getMessage(), e);
    }
  }

  static String kind(JsonNode value) {
    return value.getNodeType().toString().toLowerCase(java.util.Locale.ROOT);
  }
}
