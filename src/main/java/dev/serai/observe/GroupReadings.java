package dev.serai.observe;

import dev.serai.bus.Lag;
import dev.serai.delivery.GroupState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The groups as they are now, for metrics and health alike: the lag of each is asked for at most
 * once in two seconds, however many scrape. Safe for all threads.
 */
public final class GroupReadings {

  private static final Duration KEEP = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Recent<List<GroupState>> groups;

  /**
   * Asks nothing yet.
   *
   * @param source for example {@code dispatcher::groups}; may block
   */
  public GroupReadings(Supplier<List<GroupState>> source) {
    this(source, KEEP, PATIENCE, Background.EXECUTOR);
  }

  GroupReadings(
      Supplier<List<GroupState>> source, Duration keep, Duration patience, Executor executor) {
    groups = new Recent<>(source, keep, patience, executor);
  }

  /** Empty when a broker does not tell within three seconds; blocks that long. */
  Optional<List<GroupState>> now() {
    return groups.get();
  }

  void writeTo(Sheet sheet, HubMetrics metrics) {
    now().orElse(List.of()).forEach(group -> write(group, sheet, metrics));
  }

  private static void write(GroupState state, Sheet sheet, HubMetrics metrics) {
    String channel = state.channel();
    String group = state.group();
    metrics.expect(channel, group);
    Lag lag = state.lag();
    lag.events().ifPresent(n -> sheet.put(Series.GROUP_LAG_EVENTS, n, channel, group));
    lag.oldest()
        .ifPresent(
            age -> sheet.put(Series.GROUP_LAG_SECONDS, age.toMillis() / 1e3, channel, group));
    sheet.put(Series.GROUP_PARKED, state.parked(), channel, group);
    sheet.put(Series.GROUP_IN_FLIGHT, state.inFlight(), channel, group);
    sheet.put(Series.GROUP_PAUSED, state.paused() ? 1 : 0, channel, group);
    sheet.put(Series.GROUP_TROUBLE, state.trouble() == null ? 0 : 1, channel, group);
    if (!state.breaker().equals("none")) {
      for (String breaker : List.of("closed", "half-open", "open")) {
        double in = state.breaker().equals(breaker) ? 1 : 0;
        sheet.put(Series.GROUP_BREAKER, in, channel, group, breaker);
      }
    }
  }
}
