package dev.serai.bus.embedded;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands under {@code brokers.embedded}.
 *
 * @param maxEventBytes the largest event that may be published, 1 KiB to 64 MiB
 */
record EmbeddedBindingConfig(int maxEventBytes) {

  private static final String MAX_EVENT_BYTES = "maxEventBytes";
  private static final int DEFAULT = 1 << 20;
  private static final int LEAST = 1 << 10;
  private static final int MOST = 64 << 20;
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s?(B|KiB|MiB|)");

  EmbeddedBindingConfig {
    if (maxEventBytes < LEAST || maxEventBytes > MOST) {
      throw new IllegalArgumentException(
          "brokers.embedded.maxEventBytes must be from 1KiB to 64MiB, but is %d bytes"
              .formatted(maxEventBytes));
    }
  }

  static EmbeddedBindingConfig of(Map<String, Object> settings) {
    for (String name : settings.keySet()) {
      if (!name.equals(MAX_EVENT_BYTES)) {
        throw new IllegalArgumentException(
            "brokers.embedded.%s is not known; known here: %s".formatted(name, MAX_EVENT_BYTES));
      }
    }
    return new EmbeddedBindingConfig(bytes(settings.getOrDefault(MAX_EVENT_BYTES, DEFAULT)));
  }

  private static int bytes(Object value) {
    Matcher size = SIZE.matcher(String.valueOf(value).trim());
    if (!size.matches()) {
      throw new IllegalArgumentException(
          "brokers.embedded.maxEventBytes must be a size such as 262144, 256KiB or 1MiB, but is '%s'"
              .formatted(value));
    }
    long unit =
        switch (size.group(2)) {
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          default -> 1;
        };
    return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(size.group(1)) * unit);
  }
}
