package dev.serai.observe;

import dev.serai.observe.Series.Kind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the reference page of all series from their declarations. */
final class SeriesReference {

  private SeriesReference() {}

  static String page() {
    String rows =
        Arrays.stream(Series.values()).map(SeriesReference::row).collect(Collectors.joining());
    String bounds =
        Arrays.stream(Buckets.bounds())
            .mapToObj(bound -> Double.isInfinite(bound) ? "+Inf" : number(bound))
            .collect(Collectors.joining(", "));
    return """
      # Metrics

      Generated from the declarations in the code; how to scrape them and what to watch is in
      [the guide](../guide/operations.md).

      Times are in seconds and sizes in bytes. Label values come from configuration and route files
      only; requests that reach no connector share `connector="(unknown)"`, and after %d different
      names of one kind further ones share `(other)`. What is unknown is absent, never 0.

      | name | kind | labels | what it tells |
      |---|---|---|---|
      """
            .formatted(Family.MOST)
        + rows
        + "\nBuckets of every histogram, in seconds: "
        + bounds
        + ".\n";
  }

  private static String row(Series series) {
    String labels =
        series.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    String kind = series.kind() == Kind.INFO ? "gauge" : series.kind().name();
    return "| `%s` | %s | %s | %s |\n"
        .formatted(series.exposed(), kind.toLowerCase(Locale.ROOT), labels, series.help());
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
