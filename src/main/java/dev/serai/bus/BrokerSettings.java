package dev.serai.bus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the values under {@code brokers.<name>} for a binding's config record. Absent and empty are
 * the same, so that a variable that is not set changes nothing. What makes no sense throws {@link
 * IllegalArgumentException}, which names the key, what it must be and what it is.
 */
public final class BrokerSettings {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s?(B|KiB|MiB|)");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s?(ms|s|m|h|d)");

  private final String broker;
  private final Map<String, Object> values;

  public BrokerSettings(String broker, Map<String, Object> values, List<String> known) {
    this.broker = broker;
    this.values = values;
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "brokers.%s.%s is not known; known here: %s"
                .formatted(broker, name, String.join(", ", known)));
      }
    }
  }

  /** The exception for a value that is not as it must be. */
  public IllegalArgumentException wrong(String name, String must, Object is) {
    return new IllegalArgumentException(
        "brokers.%s.%s must %s, but is '%s'".formatted(broker, name, must, is));
  }

  public String text(String name, String otherwise) {
    Object value = values.get(name);
    return value == null || value.toString().isEmpty() ? otherwise : value.toString();
  }

  /** Text that the pattern matches; {@code must} says in words what it wants. */
  public String text(String name, String otherwise, Pattern pattern, String must) {
    String text = text(name, otherwise);
    if (!pattern.matcher(text).matches()) {
      throw wrong(name, must, text);
    }
    return text;
  }

  public int number(String name, int otherwise, int least, int most) {
    String text = text(name, Integer.toString(otherwise));
    if (!text.matches("\\d{1,9}")) {
      throw wrong(name, "be a whole number", text);
    }
    int number = Integer.parseInt(text);
    if (number < least || number > most) {
      throw wrong(name, "be from " + least + " to " + most, text);
    }
    return number;
  }

  /** One of a few words. */
  public String word(String name, String otherwise, List<String> words) {
    String text = text(name, otherwise);
    if (!words.contains(text)) {
      throw wrong(name, "be one of " + String.join(", ", words), text);
    }
    return text;
  }

  public boolean flag(String name, boolean otherwise) {
    return switch (text(name, Boolean.toString(otherwise))) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, "be true or false", values.get(name));
    };
  }

  /** A size such as 1MiB, from 1 KiB to that many MiB. */
  public int bytes(String name, int otherwise, int mostMebibytes) {
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
    long bytes = Long.parseLong(size.group(1)) * unit;
    if (bytes < 1 << 10 || bytes > (long) mostMebibytes << 20) {
      throw wrong(name, "be from 1KiB to " + mostMebibytes + "MiB", text);
    }
    return (int) bytes;
  }

  public Duration duration(String name, Duration otherwise, Duration least, Duration most) {
    String text = text(name, null);
    if (text == null) {
      return otherwise;
    }
    Matcher duration = DURATION.matcher(text.trim());
    if (!duration.matches()) {
      throw wrong(name, "be a duration such as 500ms, 10s, 5m, 1h or 7d", text);
    }
    Duration value = duration(Long.parseLong(duration.group(1)), duration.group(2));
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw wrong(name, "be from " + text(least) + " to " + text(most), text(value));
    }
    return value;
  }

  private static Duration duration(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** Names with values of one word each, as text; empty when absent. */
  public Map<String, String> map(String name) {
    Object value = values.get(name);
    if (value == null || value.toString().isEmpty()) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> pairs)) {
      throw wrong(name, "be names with values, such as { a: b }", value);
    }
    Map<String, String> texts = new TreeMap<>();
    pairs.forEach(
        (key, each) -> {
          if (each instanceof Map || each instanceof List) {
            throw wrong(name + "." + key, "be one value", "a list or names");
          }
          texts.put(String.valueOf(key), each == null ? "" : each.toString());
        });
    return texts;
  }

  /** A duration as one writes it: {@code 7d}, {@code 90s}. */
  public static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.toMillis() % 1_000 != 0) {
      return duration.toMillis() + "ms";
    }
    if (seconds != 0 && seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds != 0 && seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
