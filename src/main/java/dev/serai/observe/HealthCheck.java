package dev.serai.observe;

import dev.serai.bus.Binding;
import dev.serai.bus.CheckResult;
import dev.serai.delivery.GroupState;
import dev.serai.delivery.LogState;
import dev.serai.ledger.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One question about the hub's health.
 *
 * @param name one word, unique among the checks
 * @param probe what depends on the answer
 * @param check may block for some seconds; an exception counts as a failed check
 */
public record HealthCheck(String name, Probe probe, Supplier<CheckResult> check) {

  // A reload waits for the work in flight on the routes that it stops.
  private static final Duration LONGEST_RELOAD = Duration.ofMinutes(1);

  /** What an orchestrator does when the check fails. */
  public enum Probe {
    /** It restarts the hub: only for what a restart mends. */
    LIVE,
    /** It sends no more requests until the check passes again. */
    READY
  }

  public HealthCheck {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(probe, "probe");
    Objects.requireNonNull(check, "check");
  }

  public static HealthCheck live(String name, Supplier<CheckResult> check) {
    return new HealthCheck(name, Probe.LIVE, check);
  }

  public static HealthCheck ready(String name, Supplier<CheckResult> check) {
    return new HealthCheck(name, Probe.READY, check);
  }

  /** Fails while the broker cannot be used. */
  public static HealthCheck broker(Binding binding) {
    return ready("broker", binding::check);
  }

  /** Fails while the ledger cannot be written: nothing can be accepted then. */
  public static HealthCheck ledger(Ledger ledger) {
    return ready(
        "ledger",
        () ->
            ledger
                .trouble()
                .map(trouble -> CheckResult.failed(trouble.getMessage(), trouble))
                .orElseGet(() -> CheckResult.ok("the last write worked")));
  }

  /** Fails while a group cannot fetch; paused groups and open breakers are as they should be. */
  public static HealthCheck groups(GroupReadings groups) {
    return ready(
        "groups",
        () ->
            groups
                .now()
                .map(HealthCheck::ofGroups)
                .orElseGet(
                    () ->
                        CheckResult.failed(
                            "the broker does not tell how the groups stand; is it reachable?",
                            null)));
  }

  /**
   * Fails while what is published does not get into the event log; passes where the broker is the
   * ledger. What is left on a broker that is being left is told, and does not fail it.
   */
  public static HealthCheck log(Supplier<List<LogState>> logs) {
    return ready("log", () -> ofLogs(logs.get()));
  }

  private static CheckResult ofLogs(List<LogState> logs) {
    String troubles =
        logs.stream()
            .filter(log -> log.trouble() != null)
            .map(
                log ->
                    "channel '%s' %s%s"
                        .formatted(
                            log.channel(),
                            log.trouble(),
                            log.leaving() ? " (on a broker that is being left)" : ""))
            .collect(Collectors.joining("; "));
    boolean ok = logs.stream().allMatch(log -> log.trouble() == null || log.leaving());
    if (!ok) {
      return CheckResult.failed("the event log: " + troubles, null);
    }
    String usual =
        logs.isEmpty()
            ? "the bus is the log, or no channel keeps one"
            : "channels whose events get into the log: "
                + logs.stream().map(LogState::channel).distinct().count();
    return CheckResult.ok(troubles.isEmpty() ? usual : usual + "; " + troubles);
  }

  /**
   * Fails while changes are not noticed; else passes, but tells which files wait to be mended:
   * their last good version runs, if there was one.
   *
   * @param sinceLastLook how long ago somebody last looked for changed files
   */
  public static HealthCheck files(HubMetrics metrics, Supplier<Duration> sinceLastLook) {
    return ready(
        "files",
        () -> {
          Duration since = sinceLastLook.get();
          if (since.compareTo(LONGEST_RELOAD) > 0) {
            return CheckResult.failed(
                "changed files are not noticed: the last look was %d s ago; restart the hub"
                    .formatted(since.toSeconds()),
                null);
          }
          List<String> failed = metrics.failedFiles();
          return CheckResult.ok(
              failed.isEmpty()
                  ? "every file is live as it was saved"
                  : "not live as saved: "
                      + String.join(", ", failed)
                      + " (the last good version runs, if there was one);"
                      + " see what is wrong with: serai validate");
        });
  }

  private static CheckResult ofGroups(List<GroupState> states) {
    List<String> troubled =
        states.stream()
            .filter(state -> state.trouble() != null)
            .map(
                state ->
                    "group '%s' of channel '%s': %s"
                        .formatted(state.group(), state.channel(), state.trouble()))
            .toList();
    return troubled.isEmpty()
        ? CheckResult.ok("groups that fetch: " + states.size())
        : CheckResult.failed(String.join("; ", troubled), null);
  }
}
