package dev.serai.bus.redis;

import java.time.Duration;

/**
 * When a member renews its lease and when the lease ends, such that what a dead member left is with
 * another within the deadline. Real time, as Redis counts it.
 */
record Timing(Duration lease, Duration beat) {

  private static final Duration SHORTEST = Duration.ofMillis(20);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  static Timing of(Duration ackDeadline) {
    Duration beat = ackDeadline.dividedBy(8);
    return new Timing(
        ackDeadline.dividedBy(2),
        beat.compareTo(SHORTEST) < 0 ? SHORTEST : beat.compareTo(LONGEST) > 0 ? LONGEST : beat);
  }
}
