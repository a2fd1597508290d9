package dev.serai.bus.embedded;

import java.util.Map;

/**
 * What stands under {@code brokers.embedded}.
 *
 * @param maxEventBytes the largest event that may be published, 1 KiB to 64 MiB
 */
record EmbeddedBindingConfig(int maxEventBytes) {

  private static final String MAX_EVENT_BYTES = "maxEventBytes";
  private static final int LEAST = 1 << 10;
  private static final int MOST = 64 << 20;

  EmbeddedBindingConfig {
    if (maxEventBytes < LEAST || maxEventBytes > MOST) {
      throw new IllegalArgumentException(
          "brokers.embedded.maxEventBytes must be from %d to %d bytes, but is %d"
              .formatted(LEAST, MOST, maxEventBytes));
    }
  }

  static EmbeddedBindingConfig of(Map<String, Object> settings) {
    for (String name : settings.keySet()) {
      if (!name.equals(MAX_EVENT_BYTES)) {
        throw new IllegalArgumentException(
            "brokers.embedded.%s is not known; known here: %s".formatted(name, MAX_EVENT_BYTES));
      }
    }
    Object bytes = settings.getOrDefault(MAX_EVENT_BYTES, 1 << 20);
    if (bytes instanceof Integer number) {
      return new EmbeddedBindingConfig(number);
    }
    try {
      return new EmbeddedBindingConfig(Integer.parseInt(String.valueOf(bytes).trim()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "brokers.embedded.maxEventBytes must be a whole number of bytes, but is '" + bytes + "'",
          e);
    }
  }
}
