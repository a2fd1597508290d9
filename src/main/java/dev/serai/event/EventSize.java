package dev.serai.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.net.URI;
import java.time.OffsetDateTime;

/** How large an event is, counted alike for every broker. */
public final class EventSize {

  private EventSize() {}

  /**
   * Bytes of the data plus names and values of all attributes and extensions as canonical text in
   * UTF-8, without framing.
   */
  public static long of(CloudEvent event) {
    CloudEventData data = event.getData();
    long size = data == null ? 0 : data.toBytes().length;
    size += "specversion".length() + (long) AttributeRules.SPEC_VERSION.length();
    size += attribute("id", event.getId()) + attribute("source", source(event));
    size += attribute("type", event.getType()) + attribute("subject", event.getSubject());
    size += attribute("datacontenttype", event.getDataContentType());
    size += attribute("dataschema", schema(event)) + attribute("time", time(event));
    for (String name : event.getExtensionNames()) {
      Object value = AttributeRules.extensionValue(name, event.getExtension(name));
      size += attribute(name, value.toString());
    }
    return size;
  }

  private static String source(CloudEvent event) {
    return event instanceof HubEvent own ? own.source() : event.getSource().toString();
  }

  private static String schema(CloudEvent event) {
    if (event instanceof HubEvent own) {
      return own.dataSchema();
    }
    URI schema = event.getDataSchema();
    return schema == null ? null : schema.toString();
  }

  private static String time(CloudEvent event) {
    OffsetDateTime time = event.getTime();
    return time == null ? null : Rfc3339.format(time);
  }

  private static long attribute(String name, String value) {
    return value == null ? 0 : name.length() + utf8Length(value);
  }

  private static long utf8Length(String value) {
    long length = value.length();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        // A surrogate pair is two chars and four bytes.
        length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return length;
  }
}
