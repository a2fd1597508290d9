package dev.serai.bench.report;

import java.time.Instant;
import java.util.List;

/**
 * Everything one run found.
 *
 * @param command what a reader types to repeat it
 */
public record Report(Instant at, String command, Machine machine, List<SuiteResult> suites) {

  public Report {
    suites = List.copyOf(suites);
  }

  /** Whether every bar was met. */
  public boolean met() {
    return suites.stream().allMatch(SuiteResult::met);
  }
}
