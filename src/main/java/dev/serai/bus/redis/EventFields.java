package dev.serai.bus.redis;

import dev.serai.event.AttributeTexts;
import dev.serai.event.ExtensionTypes;
import dev.serai.event.HubEvent;
import dev.serai.event.HubEventBuilder;
import dev.serai.event.InvalidEventException;
import dev.serai.event.JsonEvents;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The CloudEvents binding for Redis Streams: an event as fields of an entry, and back. */
final class EventFields {

  private static final String PREFIX = "ce_";
  private static final String SPEC_VERSION = "ce_specversion";
  private static final String CONTENT_TYPE = "content-type";
  private static final String DATA = "data";
  private static final String TYPES = "ce-types";
  private static final String STRUCTURED = "application/cloudevents+json";

  private EventFields() {}

  /** Fields and values in turn, in binary mode. */
  static List<byte[]> write(HubEvent event) {
    List<byte[]> words = new ArrayList<>(24);
    AttributeTexts.forEach(
        event,
        (name, text) -> {
          words.add(Words.utf8(name.equals("datacontenttype") ? CONTENT_TYPE : PREFIX + name));
          words.add(Words.utf8(text));
        });
    String types = ExtensionTypes.of(event);
    if (!types.isEmpty()) {
      words.add(Words.utf8(TYPES));
      words.add(Words.utf8(types));
    }
    if (event.data() != null) {
      words.add(Words.utf8(DATA));
      words.add(event.data());
    }
    return words;
  }

  /** Throws {@link InvalidEventException} when the fields are no event. */
  static CloudEvent read(List<?> words) {
    Map<String, byte[]> fields = new HashMap<>();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      fields.put(Words.text(words.get(i)), (byte[]) words.get(i + 1));
    }
    byte[] data = fields.remove(DATA);
    byte[] types = fields.remove(TYPES);
    if (!fields.containsKey(SPEC_VERSION) && isStructured(fields) && data != null) {
      return JsonEvents.read(data);
    }
    HubEventBuilder event = HubEvent.builder();
    fields.forEach((name, value) -> set(event, name, Words.text(value)));
    if (types != null) {
      ExtensionTypes.apply(Words.text(types), name -> text(fields.get(PREFIX + name)), event);
    }
    return event.data(data).build();
  }

  private static boolean isStructured(Map<String, byte[]> fields) {
    byte[] type = fields.get(CONTENT_TYPE);
    return type != null && Words.text(type).startsWith(STRUCTURED);
  }

  private static void set(HubEventBuilder event, String field, String text) {
    if (field.startsWith(PREFIX)) {
      event.attribute(field.substring(PREFIX.length()), text);
    } else if (field.equals(CONTENT_TYPE)) {
      event.dataContentType(text);
    }
  }

  private static String text(byte[] value) {
    return value == null ? null : Words.text(value);
  }
}
