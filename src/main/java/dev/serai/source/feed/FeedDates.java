package dev.serai.source.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Times as feeds write them, which is in every way that ever was. */
final class FeedDates {

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /** Hours; RFC 822 and what else is met. */
  private static final Map<String, Integer> ZONES =
      Map.ofEntries(
          Map.entry("UT", 0),
          Map.entry("UTC", 0),
          Map.entry("GMT", 0),
          Map.entry("Z", 0),
          Map.entry("EST", -5),
          Map.entry("EDT", -4),
          Map.entry("ET", -5),
          Map.entry("CST", -6),
          Map.entry("CDT", -5),
          Map.entry("MST", -7),
          Map.entry("MDT", -6),
          Map.entry("PST", -8),
          Map.entry("PDT", -7),
          Map.entry("BST", 1),
          Map.entry("WET", 0),
          Map.entry("WEST", 1),
          Map.entry("CET", 1),
          Map.entry("CEST", 2),
          Map.entry("MET", 1),
          Map.entry("EET", 2),
          Map.entry("EEST", 3),
          Map.entry("MSK", 3),
          Map.entry("IST", 5),
          Map.entry("JST", 9),
          Map.entry("KST", 9),
          Map.entry("AEST", 10),
          Map.entry("AEDT", 11));

  private static final String TIME =
      "(?<hour>\\d{1,2}):(?<minute>\\d{1,2})(?::(?<second>\\d{1,2})(?:[.,:](?<fraction>\\d{1,9})\\d*)?)?";
  private static final String HALF = "(?:\\s*(?<half>[AaPp])\\.?[Mm]\\.?)?";
  private static final String ZONE =
      "\\s*(?<zone>[+-]\\d{1,2}:?\\d{0,2}|(?:GMT|UTC)[+-]\\d{1,2}:?\\d{0,2}|[A-Za-z]{1,4})?(?:\\s*\\(.*\\))?";
  private static final String WEEKDAY = "(?:\\p{L}{2,10}\\.?\\s*,?\\s*)?";

  private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-z]+)>");

  private static final List<Form> FORMS =
      List.of(
          form(
              "(?<year>\\d{4})-?(?:(?<month>\\d{1,2})(?:-?(?<day>\\d{1,2}))?)?(?:[Tt_\\s]+"
                  + TIME
                  + ZONE
                  + ")?"),
          form(
              "(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})T?(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})"
                  + ZONE),
          form(
              WEEKDAY
                  + "(?<day>\\d{1,2})(?:st|nd|rd|th)?[\\s.-]+(?<name>[A-Za-z]{3,9})\\.?,?[\\s.-]+(?<year>\\d{2,4})(?:[\\s,Tt]+"
                  + TIME
                  + HALF
                  + ZONE
                  + ")?"),
          form(
              WEEKDAY
                  + "(?<name>[A-Za-z]{3,9})\\.?\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})(?:[\\s,at-]+"
                  + TIME
                  + HALF
                  + ZONE
                  + ")?"),
          form(
              WEEKDAY
                  + "(?<name>[A-Za-z]{3,9})\\.?\\s+(?<day>\\d{1,2})\\s+"
                  + TIME
                  + "(?:\\s+(?<zone>[+-]\\d{4}|[A-Za-z]{1,4}))?\\s+(?<year>\\d{4})"),
          form(
              "(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4})(?:[\\s,]+"
                  + TIME
                  + HALF
                  + ZONE
                  + ")?"));

  private static final int LONGEST = 80;

  private FeedDates() {}

  /** A pattern and the parts of a time that it tells. */
  private record Form(Pattern pattern, Set<String> groups) {}

  private static Form form(String regex) {
    Set<String> groups =
        GROUP.matcher(regex).results().map(found -> found.group(1)).collect(Collectors.toSet());
    return new Form(Pattern.compile(regex), groups);
  }

  /** Null for a text that tells no time. Without a zone it is UTC, as most feeds mean it. */
  static Instant parse(String text) {
    String date = text.strip();
    if (date.isEmpty() || date.length() > LONGEST) {
      return null;
    }
    for (Form form : FORMS) {
      Matcher found = form.pattern.matcher(date);
      if (found.matches()) {
        try {
          return instant(found, form.groups);
        } catch (DateTimeException | NumberFormatException e) {
          return null;
        }
      }
    }
    return null;
  }

  private static Instant instant(Matcher found, Set<String> groups) {
    int year = number(found, groups, "year", 1);
    if (year < 100) {
      year += year < 70 ? 2000 : 1900;
    }
    int month =
        has(found, groups, "name")
            ? MONTHS.indexOf(found.group("name").substring(0, 3).toLowerCase(Locale.ROOT)) + 1
            : number(found, groups, "month", 1);
    LocalDate day = LocalDate.of(year, month, number(found, groups, "day", 1));
    int second = number(found, groups, "second", 0);
    boolean leap = second == 60;
    LocalTime time =
        LocalTime.of(
            0, number(found, groups, "minute", 0), leap ? 59 : second, nanos(found, groups));
    LocalDateTime local = day.atTime(time).plusHours(hour(found, groups));
    return local.plusSeconds(leap ? 1 : 0).toInstant(zone(found, groups));
  }

  private static int hour(Matcher found, Set<String> groups) {
    int hour = number(found, groups, "hour", 0);
    if (hour > 24) {
      throw new DateTimeException("hour " + hour);
    }
    if (has(found, groups, "half")) {
      boolean afternoon = found.group("half").equalsIgnoreCase("p");
      return hour % 12 + (afternoon ? 12 : 0);
    }
    return hour;
  }

  private static int nanos(Matcher found, Set<String> groups) {
    return has(found, groups, "fraction")
        ? Integer.parseInt((found.group("fraction") + "00000000").substring(0, 9))
        : 0;
  }

  private static ZoneOffset zone(Matcher found, Set<String> groups) {
    if (!has(found, groups, "zone")) {
      return ZoneOffset.UTC;
    }
    String zone = found.group("zone").toUpperCase(Locale.ROOT);
    Integer hours = ZONES.get(zone);
    if (hours != null) {
      return ZoneOffset.ofHours(hours);
    }
    String offset = zone.replaceFirst("^(GMT|UTC)", "").replace(":", "");
    if (!offset.matches("[+-]\\d{1,4}")) {
      return ZoneOffset.UTC;
    }
    int digits = Integer.parseInt(offset.substring(1));
    int minutes = offset.length() <= 3 ? digits * 60 : digits / 100 * 60 + digits % 100;
    return ZoneOffset.ofTotalSeconds((offset.charAt(0) == '-' ? -60 : 60) * minutes);
  }

  private static boolean has(Matcher found, Set<String> groups, String name) {
    return groups.contains(name) && found.group(name) != null;
  }

  private static int number(Matcher found, Set<String> groups, String name, int otherwise) {
    return has(found, groups, name) ? Integer.parseInt(found.group(name)) : otherwise;
  }
}
