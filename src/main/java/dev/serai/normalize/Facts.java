package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Instant;

/**
 * What is known of one message while its events are made.
 *
 * @param delivery begins the ids of its events
 * @param message what was wanted of the body
 */
record Facts(
    String event,
    String delivery,
    Instant receivedAt,
    byte[] body,
    JsonNode message,
    Variables variables) {

  /** The same facts, whose variables can grow without these seeing it. */
  Facts apart() {
    return new Facts(event, delivery, receivedAt, body, message, variables.inner());
  }

  /** A null node for null. */
  JsonNode value(Jslt expression) {
    return expression == null ? NullNode.instance : expression.value(message, variables);
  }

  /** Null when the expression is null or says nothing. */
  String text(Jslt expression) {
    JsonNode value = value(expression);
    if (Functions.saysNothing(value)) {
      return null;
    }
    if (value.isContainerNode()) {
      throw malformed(expression + " must be text, it is: " + Functions.kind(value));
    }
    return value.asText();
  }

  /** Throws {@link MalformedMessageException} when the expression says nothing. */
  String required(Jslt expression) {
    String value = text(expression);
    if (value == null) {
      throw malformed(expression + " is missing in this " + event);
    }
    return value;
  }

  static MalformedMessageException malformed(String message) {
    return new MalformedMessageException(message, null);
  }
}
