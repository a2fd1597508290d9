package dev.serai.event;

import io.cloudevents.CloudEvent;

/** How large an event is, counted alike for every broker. */
public final class EventSize {

  private EventSize() {}

  /**
   * Bytes of the data plus names and values of all attributes and extensions in UTF-8, without
   * framing.
   */
  public static long of(CloudEvent event) {
    long size = event.getData() == null ? 0 : event.getData().toBytes().length;
    for (String name : event.getAttributeNames()) {
      size += name.length() + String.valueOf(event.getAttribute(name)).length();
    }
    for (String name : event.getExtensionNames()) {
      size += name.length() + String.valueOf(event.getExtension(name)).length();
    }
    return size;
  }
}
