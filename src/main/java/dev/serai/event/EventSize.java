package dev.serai.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;

/** How large an event is, counted alike for every broker. */
public final class EventSize {

  private EventSize() {}

  /**
   * Bytes of the data plus names and values of all attributes and extensions as canonical text in
   * UTF-8, without framing. Throws {@link InvalidEventException} when the event is not valid.
   */
  public static long of(CloudEvent event) {
    CloudEventData data = event.getData();
    long[] size = {data == null ? 0 : data.toBytes().length};
    AttributeTexts.forEach(event, (name, text) -> size[0] += name.length() + utf8Length(text));
    return size[0];
  }

  private static long utf8Length(String text) {
    long length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // A surrogate pair is two chars and four bytes.
        length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return length;
  }
}
