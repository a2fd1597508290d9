package dev.serai.bench.report;

import java.util.List;

/**
 * What one suite found.
 *
 * @param how what was done, in a sentence or two, so that the numbers can be judged
 */
public record SuiteResult(String suite, String how, List<Figure> figures, List<Verdict> verdicts) {

  public SuiteResult {
    figures = List.copyOf(figures);
    verdicts = List.copyOf(verdicts);
  }

  public boolean met() {
    return verdicts.stream().allMatch(Verdict::met);
  }
}
