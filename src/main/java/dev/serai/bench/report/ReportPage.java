package dev.serai.bench.report;

import java.util.List;
import java.util.Locale;

/** Results as the page {@code docs/reference/benchmarks.md}. */
public final class ReportPage {

  private ReportPage() {}

  public static String write(Report report) {
    StringBuilder page = new StringBuilder();
    Machine machine = report.machine();
    page.append("# Benchmarks\n\n")
        .append("Written by `")
        .append(report.command())
        .append("` on ")
        .append(report.at().toString(), 0, "2026-11-21".length())
        .append(". Run it again to measure your machine.\n\n")
        .append(
            String.format(
                Locale.ROOT,
                "Machine: %d cores (%s), %,d MiB memory, %s, %s, %s%s.%n%n",
                machine.cores(),
                machine.cpu(),
                machine.memoryMib(),
                machine.jdk(),
                machine.os(),
                machine.disk(),
                machine.load() < 0
                    ? ""
                    : String.format(
                        Locale.ROOT, "; load average at the start %.1f", machine.load())))
        .append(
            "Subjects that are compared take turns, round by round; a ratio is the median of the"
                + " rounds' ratios,\nso that a machine that does other work disturbs both sides"
                + " alike. Rates are medians; the last column is the\nlowest and the highest"
                + " round.\n\n");
    summary(page, report.suites());
    report.suites().forEach(suite -> section(page, suite));
    return page.toString();
  }

  private static void summary(StringBuilder page, List<SuiteResult> suites) {
    page.append("| what | measured | bar | |\n|---|--:|--:|---|\n");
    for (SuiteResult suite : suites) {
      for (Verdict verdict : suite.verdicts()) {
        row(
            page,
            verdict.claim(),
            verdict.valueText(),
            verdict.barText(),
            verdict.met() ? "met" : "**not met**");
      }
    }
  }

  private static void section(StringBuilder page, SuiteResult suite) {
    page.append("\n## ").append(suite.suite()).append("\n\n").append(suite.how()).append("\n\n");
    page.append("| what | value | unit | rounds |\n|---|--:|---|---|\n");
    for (Figure figure : suite.figures()) {
      row(
          page,
          figure.name(),
          ReportTable.value(figure),
          figure.unit(),
          ReportTable.spread(figure));
    }
  }

  private static void row(StringBuilder page, String... cells) {
    for (String cell : cells) {
      page.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    page.append("|\n");
  }
}
