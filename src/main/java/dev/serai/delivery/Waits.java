package dev.serai.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long a failed delivery waits. */
final class Waits {

  /** What a service may ask for at most, where the policy's own longest wait is shorter. */
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  private final Policy.Backoff backoff;

  Waits(Policy.Backoff backoff) {
    this.backoff = backoff;
  }

  /** The wait after the n-th failure, n from 1; {@code asked} may be null. */
  Duration after(int failures, Duration asked) {
    double exponential =
        (double) backoff.initial().toMillis()
            * Math.pow(backoff.factor(), Math.max(0, failures - 1));
    double capped = Math.min(exponential, (double) backoff.max().toMillis());
    double spread = 1 + backoff.jitter() * ThreadLocalRandom.current().nextDouble(-1, 1);
    Duration own = Duration.ofMillis(Math.round(capped * spread));
    if (asked == null || asked.compareTo(own) <= 0) {
      return own;
    }
    return asked.compareTo(longestAsked()) < 0 ? asked : longestAsked();
  }

  /** No wait is longer: one that seems to be comes from a clock that was set back. */
  Duration longest() {
    double max = (double) longestAsked().toMillis() * (1 + backoff.jitter());
    return Duration.ofMillis(Math.round(max)).plusSeconds(1);
  }

  private Duration longestAsked() {
    return backoff.max().compareTo(LONGEST_ASKED) > 0 ? backoff.max() : LONGEST_ASKED;
  }
}
