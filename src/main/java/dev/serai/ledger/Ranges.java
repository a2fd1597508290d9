package dev.serai.ledger;

import java.util.ArrayList;
import java.util.List;

/** Places as ascending ranges such as {@code 105-110,112}. */
public final class Ranges {

  /** From {@code first} to {@code last}, both included. */
  public record Range(long first, long last) {}

  private Ranges() {}

  public static List<Range> parse(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<Range> ranges = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      int dash = text.indexOf('-', start);
      boolean single = dash < 0 || dash > end;
      long first = Long.parseLong(text, start, single ? end : dash, 10);
      ranges.add(new Range(first, single ? first : Long.parseLong(text, dash + 1, end, 10)));
      start = end + 1;
    }
    return ranges;
  }

  /** Adds one range at the end of a text of ranges. */
  public static void append(StringBuilder text, long first, long last) {
    if (!text.isEmpty()) {
      text.append(',');
    }
    text.append(first);
    if (last > first) {
      text.append('-').append(last);
    }
  }
}
