package dev.serai.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The extensions of an event as one compact JSON object, for a column of a table: {@code
 * {"partitionkey":"acme/shop","attempt":2,"dryrun":true}}. Stateless and safe for all threads.
 */
public final class ExtensionsJson {

  private ExtensionsJson() {}

  /** Null when the event has no extensions. Throws {@link InvalidEventException}. */
  public static String write(CloudEvent event) {
    Map<String, Object> extensions = HubEvent.copyOf(event).extensions();
    if (extensions.isEmpty()) {
      return null;
    }
    JsonOutput out = new JsonOutput(64 * extensions.size());
    char separator = '{';
    for (Map.Entry<String, Object> extension : extensions.entrySet()) {
      member(out.raw(separator), extension.getKey(), extension.getValue());
      separator = ',';
    }
    return out.raw('}').toString();
  }

  /** One member {@code "name":value} whose value is String, Integer or Boolean. */
  static void member(JsonOutput out, String name, Object value) {
    out.string(name).raw(':');
    if (value instanceof String text) {
      out.string(text);
    } else {
      out.raw(value.toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * What {@link #write} wrote, ready for {@link HubEvent#restore}; null gives an empty map. Throws
   * IllegalArgumentException when the text is nothing that write writes.
   */
  public static Map<String, Object> read(String json) {
    if (json == null) {
      return Map.of();
    }
    Map<String, Object> extensions = new LinkedHashMap<>();
    try (JsonParser parser = Json.DATA.createParser(json)) {
      require(parser.nextToken() == JsonToken.START_OBJECT, json);
      String name;
      while ((name = parser.nextFieldName()) != null) {
        extensions.put(name, value(parser, json));
      }
      require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null, json);
    } catch (IOException e) {
      throw new IllegalArgumentException(refusal(json), e);
    }
    return extensions;
  }

  private static Object value(JsonParser parser, String json) throws IOException {
    return switch (parser.nextToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getIntValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw new IllegalArgumentException(refusal(json));
    };
  }

  private static void require(boolean holds, String json) {
    if (!holds) {
      throw new IllegalArgumentException(refusal(json));
    }
  }

  private static String refusal(String json) {
    return "extensions are not one JSON object of text, whole numbers and booleans: "
        + Quoted.of(json);
  }
}
