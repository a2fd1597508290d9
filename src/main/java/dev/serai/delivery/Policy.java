package dev.serai.delivery;

import java.time.Duration;

/**
 * How failures of a group are met.
 *
 * @param attempts how often the processor is called before the dead letter, at least 1
 * @param breaker null for none
 */
public record Policy(String name, int attempts, Backoff backoff, Breaker breaker) {

  /**
   * Waits {@code initial × factor^(n-1)} after the n-th failure, at most {@code max}, spread by ±
   * {@code jitter} (0 to 1).
   */
  public record Backoff(Duration initial, double factor, Duration max, double jitter) {
    public Backoff {
      if (initial.isNegative()
          || max.compareTo(initial) < 0
          || factor < 1
          || jitter < 0
          || jitter > 1) {
        throw new IllegalArgumentException(
            "backoff wants 0 <= initial <= max, factor >= 1 and jitter from 0 to 1, but is initial %s, factor %s, max %s, jitter %s"
                .formatted(initial, factor, max, jitter));
      }
    }
  }

  /**
   * Opens after {@code failures} within {@code window}; the group then pauses for {@code open} and
   * tries one event.
   */
  public record Breaker(int failures, Duration window, Duration open) {
    public Breaker {
      if (failures < 1
          || window.isNegative()
          || window.isZero()
          || open.isNegative()
          || open.isZero()) {
        throw new IllegalArgumentException(
            "breaker wants failures >= 1, window > 0 and open > 0, but is failures %d, window %s, open %s"
                .formatted(failures, window, open));
      }
    }
  }

  public Policy {
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "attempts of policy '" + name + "' must be at least 1, but is " + attempts);
    }
  }

  /** Five attempts over about 40 s, no breaker. */
  public static Policy ofDefaults() {
    return new Policy(
        "default", 5, new Backoff(Duration.ofSeconds(1), 3, Duration.ofMinutes(10), 0.2), null);
  }
}
