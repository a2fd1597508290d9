package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.event.Rfc3339;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Points in time as senders write them. */
final class Times {

  /** Larger numbers are milliseconds; as seconds they would lie beyond the year 5138. */
  private static final long LARGEST_SECONDS = 99_999_999_999L;

  private static final DateTimeFormatter WITH_SPACES =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendLiteral(' ')
          .appendPattern("[XX][zzz]")
          .toFormatter(java.util.Locale.ROOT);

  private Times() {}

  /**
   * Reads RFC 3339, {@code 2021-04-28 21:50:00 +0200}, {@code 2021-04-28 21:50:00 UTC} and Unix
   * time in seconds or milliseconds, all as UTC. Throws {@link DateTimeException} for anything
   * else.
   */
  static OffsetDateTime parse(JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      long number = value.longValue();
      Instant instant =
          number > LARGEST_SECONDS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
      return inRange(instant.atOffset(ZoneOffset.UTC));
    }
    if (!value.isTextual()) {
      throw new DateTimeException("no time: " + value.getNodeType());
    }
    return inRange(read(value.textValue()).withOffsetSameInstant(ZoneOffset.UTC));
  }

  private static OffsetDateTime read(String text) {
    try {
      boolean spaces = text.length() > 10 && text.charAt(10) == ' ';
      return spaces
          ? ZonedDateTime.parse(text, WITH_SPACES).toOffsetDateTime()
          : Rfc3339.parse(text);
    } catch (DateTimeException e) {
      throw new DateTimeException("'" + Quote.of(text) + "' is no timestamp", e);
    }
  }

  /** RFC 3339 knows the years 0 to 9999 only. */
  private static OffsetDateTime inRange(OffsetDateTime time) {
    if (time.getYear() < 0 || time.getYear() > 9999) {
      throw new DateTimeException("the year " + time.getYear() + " is out of range");
    }
    return time;
  }
}
