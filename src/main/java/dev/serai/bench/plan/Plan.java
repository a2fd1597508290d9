package dev.serai.bench.plan;

import java.time.Duration;

/**
 * How much is done: more gives steadier medians.
 *
 * @param rounds how often the compared subjects take turns, at least 1
 * @param warmUp load on each server, or on all that a suite compares, before it is measured
 * @param measure load on each server in one round
 * @param connections of the load client, at least 1
 * @param events of each round of the suites on the bus, at least 100
 * @param backlog events that the backlog suite piles up, at least 100
 */
public record Plan(
    int rounds, Duration warmUp, Duration measure, int connections, int events, int backlog) {

  private static final int FEWEST_EVENTS = 100;

  public Plan {
    require(rounds >= 1, "rounds", 1, rounds);
    require(connections >= 1, "connections", 1, connections);
    require(events >= FEWEST_EVENTS, "events", FEWEST_EVENTS, events);
    require(backlog >= FEWEST_EVENTS, "backlog", FEWEST_EVENTS, backlog);
    if (warmUp.isNegative() || measure.isNegative() || measure.isZero()) {
      throw new IllegalArgumentException(
          "warm-up must not be negative and the measured time must be more than nothing, but they"
              + " are %s and %s".formatted(warmUp, measure));
    }
  }

  private static void require(boolean holds, String name, int least, int value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
    }
  }

  /** What the published figures are made with; the whole takes about a quarter of an hour. */
  public static Plan ofDefaults() {
    return new Plan(5, Duration.ofSeconds(8), Duration.ofSeconds(5), 64, 200_000, 1_000_000);
  }

  /** The defaults, but for what a suite on a bus needs. */
  public static Plan ofRounds(int rounds, int events) {
    Plan defaults = ofDefaults();
    return new Plan(
        rounds, defaults.warmUp, defaults.measure, defaults.connections, events, defaults.backlog);
  }

  /** The same with another warm-up. */
  public Plan warmedUp(Duration warmUp) {
    return new Plan(rounds, warmUp, measure, connections, events, backlog);
  }
}
