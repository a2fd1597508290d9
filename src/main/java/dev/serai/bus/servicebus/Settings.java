package dev.serai.bus.servicebus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values under {@code brokers.servicebus}, and refuses those that make no sense. */
final class Settings {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s?(B|KiB|MiB|)");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s?(ms|s|m|h|d)");

  private final Map<String, Object> values;

  Settings(Map<String, Object> values, List<String> known) {
    this.values = values;
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "brokers.servicebus.%s is not known; known here: %s"
                .formatted(name, String.join(", ", known)));
      }
    }
  }

  static IllegalArgumentException wrong(String name, String must, Object is) {
    return new IllegalArgumentException(
        "brokers.servicebus.%s must %s, but is '%s'".formatted(name, must, is));
  }

  static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw wrong(name, "be from " + least + " to " + most, value);
    }
  }

  /** Absent and empty are the same, so that a variable that is not set changes nothing. */
  String text(String name, String otherwise) {
    Object value = values.get(name);
    return value == null || value.toString().isEmpty() ? otherwise : value.toString();
  }

  boolean flag(String name, boolean otherwise) {
    return switch (text(name, Boolean.toString(otherwise))) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, "be true or false", values.get(name));
    };
  }

  int number(String name, int otherwise) {
    String text = text(name, Integer.toString(otherwise));
    if (!text.matches("\\d{1,9}")) {
      throw wrong(name, "be a whole number", text);
    }
    return Integer.parseInt(text);
  }

  int bytes(String name, int otherwise) {
    String text = text(name, Integer.toString(otherwise)).trim();
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw wrong(name, "be a size such as 262144, 256KiB or 1MiB", text);
    }
    long unit =
        switch (size.group(2)) {
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          default -> 1;
        };
    return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(size.group(1)) * unit);
  }

  Duration duration(String name, Duration otherwise) {
    String text = text(name, null);
    if (text == null) {
      return otherwise;
    }
    Matcher duration = DURATION.matcher(text.trim());
    if (!duration.matches()) {
      throw wrong(name, "be a duration such as 500ms, 10s, 5m, 1h or 7d", text);
    }
    long number = Long.parseLong(duration.group(1));
    return switch (duration.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.toMillis() % 1_000 != 0) {
      return duration.toMillis() + "ms";
    }
    if (seconds != 0 && seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
