package dev.serai.observe;

import dev.serai.bus.Lag;
import dev.serai.delivery.Draining;
import dev.serai.delivery.LogState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How far the event log is behind the broker, asked for at most once in two seconds, and what is
 * left on brokers that are being left. Safe for all threads.
 */
public final class BrokerReadings {

  private static final Duration KEEP = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Supplier<List<LogState>> logs;
  private final Recent<Map<String, Lag>> lags;
  private final Supplier<List<Draining>> draining;

  /**
   * Asks nothing yet.
   *
   * @param logs without I/O, like {@code draining}
   * @param lags of the event log, by channel; may block
   */
  public BrokerReadings(
      Supplier<List<LogState>> logs,
      Supplier<Map<String, Lag>> lags,
      Supplier<List<Draining>> draining) {
    this.logs = logs;
    this.lags = new Recent<>(lags, KEEP, PATIENCE, Background.EXECUTOR);
    this.draining = draining;
  }

  void writeTo(Sheet sheet) {
    List<LogState> states = logs.get();
    Set<String> troubled =
        states.stream()
            .filter(log -> log.trouble() != null)
            .map(LogState::channel)
            .collect(Collectors.toSet());
    states.stream()
        .map(LogState::channel)
        .distinct()
        .forEach(
            channel -> sheet.put(Series.LOG_TROUBLE, troubled.contains(channel) ? 1 : 0, channel));
    for (Draining each : draining.get()) {
      String[] labels = {each.broker(), each.channel(), each.group()};
      each.lag().events().ifPresent(n -> sheet.put(Series.DRAINING_EVENTS, n, labels));
      sheet.put(Series.DRAINING_DONE, each.done() ? 1 : 0, labels);
    }
    if (!states.isEmpty()) {
      lags.get()
          .orElse(Map.of())
          .forEach(
              (channel, lag) ->
                  lag.events().ifPresent(n -> sheet.put(Series.LOG_LAG_EVENTS, n, channel)));
    }
  }
}
