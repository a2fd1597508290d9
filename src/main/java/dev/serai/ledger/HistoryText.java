package dev.serai.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Failed attempts as a JSON array. */
final class HistoryText {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final ObjectMapper JSON = new ObjectMapper(FACTORY);

  private HistoryText() {}

  static String write(List<Attempt> history) {
    if (history.isEmpty()) {
      return "[]";
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartArray();
      for (Attempt attempt : history) {
        json.writeStartObject();
        json.writeNumberField("number", attempt.number());
        json.writeStringField("at", attempt.at().toString());
        json.writeStringField("cause", attempt.cause());
        json.writeStringField("message", attempt.message());
        if (attempt.step() != null) {
          json.writeStringField("step", attempt.step());
        }
        json.writeNumberField("millis", attempt.millis());
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static List<Attempt> read(String text) {
    if (text.equals("[]")) {
      return List.of();
    }
    List<Attempt> history = new ArrayList<>();
    try {
      for (JsonNode attempt : JSON.readTree(text)) {
        history.add(
            new Attempt(
                attempt.path("number").asInt(),
                Instant.parse(attempt.path("at").asText()),
                attempt.path("cause").asText(),
                attempt.path("message").asText(),
                attempt.hasNonNull("step") ? attempt.path("step").asText() : null,
                attempt.path("millis").asLong()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return history;
  }
}
