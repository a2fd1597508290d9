package dev.serai.observe;

import dev.serai.bus.CheckResult;
import dev.serai.observe.HealthCheck.Probe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Asks the checks, all at the same time and each at most once a second, however often probes come;
 * one that does not answer within six seconds has failed. Safe for all threads.
 */
public final class Health {

  private static final Duration KEEP = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private record Asked(String name, Probe probe, Recent<CheckResult> answer) {}

  private final List<Asked> asked;
  private final Duration patience;

  public Health(List<HealthCheck> checks) {
    this(checks, KEEP, PATIENCE, Background.EXECUTOR);
  }

  Health(List<HealthCheck> checks, Duration keep, Duration patience, Executor executor) {
    this.patience = patience;
    asked =
        checks.stream()
            .map(
                check ->
                    new Asked(
                        check.name(),
                        check.probe(),
                        new Recent<>(check.check(), keep, patience, executor)))
            .toList();
  }

  /** All checks; blocks until each has answered or is given up. */
  public HealthReport all() {
    return report(asked);
  }

  /** The checks for this probe only; blocks as {@link #all()} does. */
  public HealthReport of(Probe probe) {
    return report(asked.stream().filter(check -> check.probe() == probe).toList());
  }

  private HealthReport report(List<Asked> wanted) {
    wanted.forEach(check -> check.answer().begin());
    return HealthReport.of(wanted.stream().map(this::answer).toList());
  }

  private HealthReport.Check answer(Asked check) {
    CheckResult result;
    try {
      result =
          check
              .answer()
              .get()
              .orElseGet(
                  () ->
                      CheckResult.failed("no answer within " + patience.toMillis() + " ms", null));
    } catch (RuntimeException e) {
      result = CheckResult.failed("the check itself failed: " + e, e);
    }
    return new HealthReport.Check(
        check.name(), result.ok() ? HealthReport.UP : HealthReport.DOWN, result.detail());
  }
}
