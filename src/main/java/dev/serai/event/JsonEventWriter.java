package dev.serai.event;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Writes checked events in the JSON format. Stateless. */
final class JsonEventWriter {

  private static final int ROOM_FOR_ATTRIBUTES = 512;

  private JsonEventWriter() {}

  static byte[] one(HubEvent event) {
    JsonOutput out = new JsonOutput(expectedSize(event));
    write(event, out);
    return out.toBytes();
  }

  static byte[] batch(List<HubEvent> events) {
    JsonOutput out = new JsonOutput(ROOM_FOR_ATTRIBUTES * Math.max(1, events.size()));
    char separator = '[';
    for (HubEvent event : events) {
      write(event, out.raw(separator));
      separator = ',';
    }
    return out.raw(events.isEmpty() ? "[]" : "]").toBytes();
  }

  private static int expectedSize(HubEvent event) {
    byte[] data = event.data();
    return ROOM_FOR_ATTRIBUTES + (data == null ? 0 : data.length);
  }

  private static void write(HubEvent event, JsonOutput out) {
    out.raw("{\"specversion\":\"1.0\"");
    text(out, ",\"id\":", event.getId());
    text(out, ",\"source\":", event.source());
    text(out, ",\"type\":", event.getType());
    text(out, ",\"subject\":", event.getSubject());
    text(out, ",\"time\":", event.getTime() == null ? null : Rfc3339.format(event.getTime()));
    text(out, ",\"dataschema\":", event.dataSchema());
    for (Map.Entry<String, Object> extension : event.extensions().entrySet()) {
      ExtensionsJson.member(out.raw(','), extension.getKey(), extension.getValue());
    }
    text(out, ",\"datacontenttype\":", event.getDataContentType());
    if (event.data() != null) {
      data(event, out);
    }
    out.raw('}');
  }

  private static void text(JsonOutput out, String member, String value) {
    if (value != null) {
      out.raw(member).string(value);
    }
  }

  /** Section 3.1.1: a JSON value where it is one, a string where it is text, else Base64. */
  private static void data(HubEvent event, JsonOutput out) {
    byte[] bytes = event.data();
    String declared = event.getDataContentType();
    MediaType type = declared == null ? null : MediaType.parse(declared);
    if (type != null && type.isJson()) {
      int from = startOfValue(bytes);
      int to = endOfValue(bytes, from);
      if (JsonBytes.isValue(bytes, from, to)) {
        out.raw(",\"data\":").raw(bytes, from, to);
        return;
      }
    } else if (type != null && type.isText()) {
      byte[] utf8 = TextData.asUtf8(bytes, type);
      if (utf8 != null) {
        out.raw(",\"data\":").string(utf8);
        return;
      }
    }
    byte[] encoded = Base64.getEncoder().encode(bytes);
    out.raw(",\"data_base64\":\"").raw(encoded, 0, encoded.length).raw('"');
  }

  private static int startOfValue(byte[] bytes) {
    int from = 0;
    while (from < bytes.length && isWhitespace(bytes[from])) {
      from++;
    }
    return from;
  }

  private static int endOfValue(byte[] bytes, int from) {
    int to = bytes.length;
    while (to > from && isWhitespace(bytes[to - 1])) {
      to--;
    }
    return to;
  }

  private static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
