package dev.serai.bus.servicebus;

import java.time.Duration;

/** How often a member looks at its locks, and how its pauses grow. */
final class Beat {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private Beat() {}

  static Duration of(Duration lock) {
    Duration beat = lock.dividedBy(10);
    return beat.compareTo(SHORTEST) < 0 ? SHORTEST : beat.compareTo(LONGEST) > 0 ? LONGEST : beat;
  }

  static Duration longer(Duration pause, Duration longest) {
    Duration next = pause.multipliedBy(2);
    return next.compareTo(longest) > 0 ? longest : next;
  }
}
