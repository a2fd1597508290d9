package dev.serai.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Extensions as one JSON object. */
final class ExtensionText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ExtensionText() {}

  /** Null when the event has none. */
  static String write(CloudEvent event) {
    if (event.getExtensionNames().isEmpty()) {
      return null;
    }
    Map<String, Object> all = new LinkedHashMap<>();
    for (String name : event.getExtensionNames()) {
      Object value = event.getExtension(name);
      all.put(name, value instanceof Boolean || value instanceof Integer ? value : value.toString());
    }
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static void read(String text, CloudEventBuilder event) {
    if (text == null) {
      return;
    }
    try {
      JSON.readValue(text, new TypeReference<Map<String, Object>>() {})
          .forEach(
              (name, value) -> {
                if (value instanceof Boolean flag) {
                  event.withExtension(name, flag);
                } else if (value instanceof Integer number) {
                  event.withExtension(name, number);
                } else {
                  event.withExtension(name, value.toString());
                }
              });
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
