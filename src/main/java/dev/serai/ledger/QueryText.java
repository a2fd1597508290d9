package dev.serai.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** An {@link EventQuery} as a JSON object that leaves out what means "any". */
final class QueryText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private QueryText() {}

  static String write(EventQuery query) {
    ObjectNode text = JSON.createObjectNode();
    put(text, "channel", query.channel());
    put(text, "from", query.from());
    put(text, "to", query.to());
    if (!query.types().isEmpty()) {
      ArrayNode types = text.putArray("types");
      query.types().stream().sorted().forEach(types::add);
    }
    put(text, "subject", query.subject());
    put(text, "key", query.key());
    put(text, "id", query.id());
    return text.toString();
  }

  private static void put(ObjectNode text, String name, Object value) {
    if (value != null) {
      text.put(name, value.toString());
    }
  }

  static EventQuery read(String text) {
    try {
      JsonNode query = JSON.readTree(text);
      Set<String> types = new HashSet<>();
      query.path("types").forEach(type -> types.add(type.asText()));
      return new EventQuery(
          string(query, "channel"),
          time(query, "from"),
          time(query, "to"),
          types,
          string(query, "subject"),
          string(query, "key"),
          string(query, "id"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String string(JsonNode query, String name) {
    return query.hasNonNull(name) ? query.get(name).asText() : null;
  }

  private static Instant time(JsonNode query, String name) {
    return query.hasNonNull(name) ? Instant.parse(query.get(name).asText()) : null;
  }
}
