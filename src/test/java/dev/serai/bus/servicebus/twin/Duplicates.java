package dev.serai.bus.servicebus.twin;

import java.util.LinkedHashMap;
import java.util.Map;

/** The message ids of the last while. */
final class Duplicates {

  private final long windowMillis;
  private final Map<String, Long> seen = new LinkedHashMap<>();

  /** Remembers nothing when the window is 0. */
  Duplicates(long windowMillis) {
    this.windowMillis = windowMillis;
  }

  boolean isNew(String messageId, long now) {
    if (windowMillis == 0 || messageId == null) {
      return true;
    }
    seen.values().removeIf(at -> at < now - windowMillis);
    return seen.putIfAbsent(messageId, now) == null;
  }
}
