package dev.serai.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as a table for a terminal. */
public final class ReportTable {

  private ReportTable() {}

  /** One suite, with a line break at the end. */
  public static String write(SuiteResult result) {
    StringBuilder text = new StringBuilder(result.suite()).append('\n');
    List<String[]> rows = new ArrayList<>();
    for (Figure figure : result.figures()) {
      rows.add(new String[] {figure.name(), value(figure), figure.unit(), spread(figure)});
    }
    for (Verdict verdict : result.verdicts()) {
      rows.add(
          new String[] {
            verdict.claim(),
            verdict.valueText(),
            verdict.barText(),
            verdict.met() ? "met" : "NOT MET"
          });
    }
    int first = rows.stream().mapToInt(row -> row[0].length()).max().orElse(1);
    for (String[] row : rows) {
      String format = "  %-" + first + "s  %12s  %-12s  %s";
      text.append(String.format(Locale.ROOT, format, (Object[]) row).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  static String value(Figure figure) {
    return number(figure.value());
  }

  /** How far the rounds lay apart; empty when there was one. */
  static String spread(Figure figure) {
    return figure.low() == figure.high()
        ? ""
        : number(figure.low()) + " to " + number(figure.high());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%,.2f" : "%,.0f", value);
  }
}
