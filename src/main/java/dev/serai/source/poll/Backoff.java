package dev.serai.source.poll;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** When to come again. */
record Backoff(Duration every, DoubleSupplier random) {

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration LONGEST_ASKED = Duration.ofDays(1);
  private static final double JITTER = 0.1;
  private static final int MOST_DOUBLINGS = 10;

  /** A tenth more or less, so that not all come at once. */
  Duration afterSuccess() {
    return jittered(every);
  }

  /**
   * Twice as long after each failure, at most an hour or the usual interval; longer only when the
   * server asks for it, and then at most a day.
   *
   * @param failures in a row, from 1
   * @param asked null when the server asks for nothing
   */
  Duration afterFailure(int failures, Duration asked) {
    Duration longest = every.compareTo(LONGEST) > 0 ? every : LONGEST;
    Duration doubled = every.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration own = doubled.compareTo(longest) > 0 ? longest : doubled;
    if (asked == null || asked.compareTo(own) <= 0) {
      return jittered(own);
    }
    return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
  }

  private Duration jittered(Duration duration) {
    double factor = 1 - JITTER + 2 * JITTER * random.getAsDouble();
    return Duration.ofMillis(Math.round(duration.toMillis() * factor));
  }
}
