package dev.serai.event;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * Timestamps as CloudEvents writes them: RFC 3339 section 5.6, no shorter ISO 8601 form. Offset and
 * fraction survive; digits beyond nanoseconds are cut off and a leap second becomes the next
 * second.
 */
public final class Rfc3339 {

  private static final int DATE_AND_TIME = 19;
  private static final int NANO_DIGITS = 9;
  private static final int LEAP_SECOND = 60;

  private Rfc3339() {}

  /** Throws {@link DateTimeParseException} whose index tells the first character that is wrong. */
  public static OffsetDateTime parse(String text) {
    int year = digits(text, 0, 4);
    int month = digits(text, expect(text, 4, '-'), 2);
    int day = digits(text, expect(text, 7, '-'), 2);
    if (at(text, 10) != 'T' && at(text, 10) != 't') {
      throw wrong(text, 10, null);
    }
    int hour = digits(text, 11, 2);
    int minute = digits(text, expect(text, 13, ':'), 2);
    int seconds = digits(text, expect(text, 16, ':'), 2);
    int end = DATE_AND_TIME;
    int nanos = 0;
    if (at(text, end) == '.') {
      int start = ++end;
      while (isDigit(at(text, end))) {
        if (end - start < NANO_DIGITS) {
          nanos = nanos * 10 + (text.charAt(end) - '0');
        }
        end++;
      }
      if (end == start) {
        throw wrong(text, end, null);
      }
      for (int digit = end - start; digit < NANO_DIGITS; digit++) {
        nanos *= 10;
      }
    }
    ZoneOffset offset = offset(text, end);
    try {
      int second = seconds == LEAP_SECOND ? 59 : seconds;
      LocalDateTime time = LocalDateTime.of(year, month, day, hour, minute, second, nanos);
      OffsetDateTime parsed = OffsetDateTime.of(time, offset);
      return seconds == LEAP_SECOND ? afterLeapSecond(text, parsed) : parsed;
    } catch (DateTimeException e) {
      throw e instanceof DateTimeParseException p ? p : wrong(text, 0, e);
    }
  }

  /**
   * Always with seconds, with as many digits of the fraction as are needed. Throws {@link
   * DateTimeException} for what RFC 3339 cannot write: years outside 0 to 9999, offsets with
   * seconds.
   */
  public static String format(OffsetDateTime time) {
    int year = time.getYear();
    int offset = time.getOffset().getTotalSeconds();
    if (year < 0 || year > 9999) {
      throw new DateTimeException("year " + year + " is outside 0000 to 9999");
    }
    if (offset % 60 != 0) {
      throw new DateTimeException("offset " + time.getOffset() + " has seconds");
    }
    StringBuilder out = new StringBuilder(35);
    pad(out.append(year < 1000 ? year < 100 ? "00" : "0" : ""), year);
    pad(out.append('-'), time.getMonthValue());
    pad(out.append('-'), time.getDayOfMonth());
    pad(out.append('T'), time.getHour());
    pad(out.append(':'), time.getMinute());
    pad(out.append(':'), time.getSecond());
    fraction(out, time.getNano());
    if (offset == 0) {
      return out.append('Z').toString();
    }
    int minutes = Math.abs(offset) / 60;
    pad(out.append(offset < 0 ? '-' : '+'), minutes / 60);
    pad(out.append(':'), minutes % 60);
    return out.toString();
  }

  private static void fraction(StringBuilder out, int nanos) {
    if (nanos == 0) {
      return;
    }
    out.append('.');
    int rest = nanos;
    for (int unit = 100_000_000; rest > 0; unit /= 10) {
      out.append((char) ('0' + rest / unit));
      rest %= unit;
    }
  }

  private static void pad(StringBuilder out, int number) {
    if (number < 10) {
      out.append('0');
    }
    out.append(number);
  }

  private static ZoneOffset offset(String text, int start) {
    char sign = at(text, start);
    if (sign == 'Z' || sign == 'z') {
      end(text, start + 1);
      return ZoneOffset.UTC;
    }
    if (sign != '+' && sign != '-') {
      throw wrong(text, start, null);
    }
    int hours = digits(text, start + 1, 2);
    int minutes = digits(text, expect(text, start + 3, ':'), 2);
    end(text, start + 6);
    if (hours > 23 || minutes > 59) {
      throw wrong(text, start + 1, null);
    }
    try {
      return sign == '+'
          ? ZoneOffset.ofHoursMinutes(hours, minutes)
          : ZoneOffset.ofHoursMinutes(-hours, -minutes);
    } catch (DateTimeException e) {
      throw wrong(text, start + 1, e);
    }
  }

  /** Leap seconds are inserted at 23:59:60 UTC only. */
  private static OffsetDateTime afterLeapSecond(String text, OffsetDateTime before) {
    OffsetDateTime utc = before.withOffsetSameInstant(ZoneOffset.UTC);
    if (utc.getHour() != 23 || utc.getMinute() != 59) {
      throw wrong(text, 17, null);
    }
    return before.plusSeconds(1);
  }

  private static int digits(String text, int start, int count) {
    int number = 0;
    for (int i = start; i < start + count; i++) {
      if (!isDigit(at(text, i))) {
        throw wrong(text, i, null);
      }
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }

  private static int expect(String text, int index, char wanted) {
    if (at(text, index) != wanted) {
      throw wrong(text, index, null);
    }
    return index + 1;
  }

  private static void end(String text, int index) {
    if (text.length() != index) {
      throw wrong(text, index, null);
    }
  }

  private static char at(String text, int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static DateTimeParseException wrong(String text, int index, DateTimeException cause) {
    return new DateTimeParseException("no RFC 3339 timestamp", text, index, cause);
  }
}
