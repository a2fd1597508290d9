package dev.serai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Gives a sample an id of its own, where its sender writes ids into the body. */
final class FreshIds {

  private static final JsonMapper JSON = new JsonMapper();

  /** By system: where the id stands, and what such ids begin with. */
  private static final Map<String, Place> PLACES =
      Map.of(
          "circleci", new Place("", "id", ""),
          "stripe", new Place("", "id", "evt_"),
          "slack", new Place("", "event_id", "Ev"),
          "cdevents", new Place("/context", "id", ""),
          "cloudevents", new Place("", "id", ""));

  private static final String JENKINS = "jenkins";

  private record Place(String object, String member, String prefix) {}

  private FreshIds() {}

  /** The same body for a system that sends its ids as headers. */
  static byte[] in(String system, byte[] body, String id) {
    Place place = PLACES.get(system);
    if (place == null && !system.equals(JENKINS)) {
      return body;
    }
    try {
      JsonNode message = JSON.readTree(body);
      if (place == null) {
        renumber(message, id);
      } else if (message.at(place.object()) instanceof ObjectNode object) {
        object.put(place.member(), place.prefix() + id);
      }
      return JSON.writeValueAsBytes(message);
    } catch (IOException e) {
      throw new UncheckedIOException("the sample is no JSON", e);
    }
  }

  /** Jenkins has no ids; a build is told from another by its address. */
  private static void renumber(JsonNode message, String id) {
    String number = Integer.toString(id.hashCode() >>> 1);
    if (message.path("build") instanceof ObjectNode build) {
      build.put("number", Integer.parseInt(number));
      build.put("url", renumbered(build.path("url").asText(), number));
      build.put("full_url", renumbered(build.path("full_url").asText(), number));
    } else if (message instanceof ObjectNode plain) {
      plain.put("buildUrl", renumbered(plain.path("buildUrl").asText(), number));
    }
  }

  private static String renumbered(String url, String number) {
    return url.replaceFirst("/[0-9]+/?$", "/" + number + "/");
  }
}
