package dev.serai.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.util.Map;

/** A JSON Merge Patch (RFC 7386) for the data of events. */
final class MergePatch {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode patch;

  /** Throws {@link IllegalArgumentException} when the text is not JSON. */
  MergePatch(String text) {
    try {
      patch = JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the edit is not a JSON merge patch (RFC 7386), for example {\"field\": \"new value\"}: "
              + e.getMessage(),
          e);
    }
  }

  /**
   * The event with edited data; throws {@link IllegalArgumentException} when its data is not JSON.
   */
  CloudEvent applyTo(CloudEvent event) {
    try {
      byte[] before = event.getData() == null ? new byte[0] : event.getData().toBytes();
      JsonNode data = before.length == 0 ? null : JSON.readTree(before);
      return Edited.withData(event, JSON.writeValueAsBytes(merge(data, patch)));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "data of event '%s' (datacontenttype %s) is not JSON and cannot be edited"
              .formatted(event.getId(), event.getDataContentType()),
          e);
    }
  }

  /** The algorithm of RFC 7386 section 2. */
  private static JsonNode merge(JsonNode target, JsonNode change) {
    if (!change.isObject()) {
      return change;
    }
    ObjectNode merged =
        target != null && target.isObject()
            ? target.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : change.properties()) {
      if (field.getValue().isNull()) {
        merged.remove(field.getKey());
      } else {
        merged.set(field.getKey(), merge(merged.get(field.getKey()), field.getValue()));
      }
    }
    return merged;
  }
}
