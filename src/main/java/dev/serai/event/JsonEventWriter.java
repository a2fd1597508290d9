package dev.serai.event;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Writes checked events in the JSON format. Stateless. */
final class JsonEventWriter {

  private static final int ROOM_FOR_ATTRIBUTES = 512;

  private static final byte[] START = ascii("{\"specversion\":\"1.0\"");
  private static final byte[] ID = member("id");
  private static final byte[] SOURCE = member("source");
  private static final byte[] TYPE = member("type");
  private static final byte[] SUBJECT = member("subject");
  private static final byte[] TIME = member("time");
  private static final byte[] DATA_SCHEMA = member("dataschema");
  private static final byte[] DATA_CONTENT_TYPE = member("datacontenttype");
  private static final byte[] DATA = member("data");
  private static final byte[] DATA_BASE64 = member("data_base64");

  private JsonEventWriter() {}

  static byte[] one(HubEvent event) {
    JsonOutput out = new JsonOutput(expectedSize(event));
    write(event, out);
    return out.toBytes();
  }

  static byte[] batch(List<HubEvent> events) {
    JsonOutput out = new JsonOutput(ROOM_FOR_ATTRIBUTES * Math.max(1, events.size()));
    out.raw('[');
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      write(events.get(i), out);
    }
    return out.raw(']').toBytes();
  }

  private static int expectedSize(HubEvent event) {
    byte[] data = event.data();
    return ROOM_FOR_ATTRIBUTES + (data == null ? 0 : data.length);
  }

  private static void write(HubEvent event, JsonOutput out) {
    out.raw(START);
    text(out, ID, event.getId());
    text(out, SOURCE, event.source());
    text(out, TYPE, event.getType());
    text(out, SUBJECT, event.getSubject());
    text(out, TIME, event.time());
    text(out, DATA_SCHEMA, event.dataSchema());
    for (Map.Entry<String, Object> extension : event.extensions().entrySet()) {
      ExtensionsJson.member(out.raw(','), extension.getKey(), extension.getValue());
    }
    text(out, DATA_CONTENT_TYPE, event.getDataContentType());
    if (event.data() != null) {
      data(event, out);
    }
    out.raw('}');
  }

  private static void text(JsonOutput out, byte[] member, String value) {
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
        out.raw(DATA).raw(bytes, from, to);
        return;
      }
    } else if (type != null && type.isText()) {
      byte[] utf8 = TextData.asUtf8(bytes, type);
      if (utf8 != null) {
        out.raw(DATA).string(utf8);
        return;
      }
    }
    byte[] encoded = Base64.getEncoder().encode(bytes);
    out.raw(DATA_BASE64).raw('"').raw(encoded).raw('"');
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

  private static byte[] member(String name) {
    return ascii(",\"" + name + "\":");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
