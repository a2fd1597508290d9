package dev.serai.bench.report;

import java.time.Instant;
import java.util.List;

/** A report with a bar that is met and one that is not. */
final class SampleReport {

  private SampleReport() {}

  static SuiteResult suite() {
    return new SuiteResult(
        "door",
        "How it was done.",
        List.of(
            new Figure("bare", 41_234.5, 40_000, 42_000, "deliveries/s"),
            Figure.of("p99", 3.14159, "ms")),
        List.of(
            Verdict.ratioAtLeast("to bare", 0.44, 0.4),
            new Verdict("idle memory", 260.2, 250, false, "MB")));
  }

  static Report report() {
    return new Report(
        Instant.parse("2026-11-21T10:00:00Z"),
        "./serai bench door",
        new Machine(2, 24_000, "Some CPU", "Some VM 17", "Linux 6", "ext4", 0.5),
        List.of(suite()));
  }
}
