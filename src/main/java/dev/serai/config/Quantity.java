package dev.serai.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as text, both ways. */
public final class Quantity {

  private static final Pattern FORM = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)\\s?([A-Za-z]+)");

  private static final Map<String, Long> NANOS = new LinkedHashMap<>();
  private static final Map<String, Long> BYTES = new LinkedHashMap<>();

  static {
    NANOS.put("d", 86_400_000_000_000L);
    NANOS.put("h", 3_600_000_000_000L);
    NANOS.put("m", 60_000_000_000L);
    NANOS.put("s", 1_000_000_000L);
    NANOS.put("ms", 1_000_000L);
    BYTES.put("GiB", 1L << 30);
    BYTES.put("GB", 1_000_000_000L);
    BYTES.put("MiB", 1L << 20);
    BYTES.put("MB", 1_000_000L);
    BYTES.put("KiB", 1L << 10);
    BYTES.put("kB", 1_000L);
    BYTES.put("B", 1L);
  }

  private Quantity() {}

  /**
   * From a text such as {@code 500ms}, {@code 1s}, {@code 10m} or {@code 7d}; null when it is none.
   */
  public static Duration duration(String text) {
    Long nanos = number(text, NANOS);
    return nanos == null ? null : Duration.ofNanos(nanos);
  }

  /** Bytes; null when the text is none. */
  static Long size(String text) {
    return number(text, BYTES);
  }

  /** In the largest unit that needs no fraction. */
  public static String text(Duration duration) {
    return text(duration.toNanos(), NANOS);
  }

  static String text(long bytes) {
    return text(bytes, BYTES);
  }

  private static Long number(String text, Map<String, Long> units) {
    Matcher m = FORM.matcher(text);
    Long unit = m.matches() ? units.get(m.group(2)) : null;
    if (unit == null) {
      return null;
    }
    try {
      return new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(unit)).longValueExact();
    } catch (ArithmeticException tooBigOrTooFine) {
      return null;
    }
  }

  /** In the largest unit that needs no fraction. */
  private static String text(long number, Map<String, Long> units) {
    String smallest = "";
    for (Map.Entry<String, Long> unit : units.entrySet()) {
      if (number != 0 && number % unit.getValue() == 0) {
        return number / unit.getValue() + unit.getKey();
      }
      smallest = unit.getKey();
    }
    return "0" + smallest;
  }
}
