package dev.serai.bus;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a group is behind.
 *
 * @param events unsettled events, empty when the broker does not tell
 * @param oldest age of the oldest unsettled event, empty when unknown; zero when there is none
 */
public record Lag(OptionalLong events, Optional<Duration> oldest) {

  public static Lag unknown() {
    return new Lag(OptionalLong.empty(), Optional.empty());
  }

  /** Both together, as far as both are known. */
  public Lag plus(Lag other) {
    boolean counted = events.isPresent() && other.events.isPresent();
    boolean aged = oldest.isPresent() && other.oldest.isPresent();
    return new Lag(
        counted
            ? OptionalLong.of(events.getAsLong() + other.events.getAsLong())
            : OptionalLong.empty(),
        aged
            ? Optional.of(Collections.max(List.of(oldest.get(), other.oldest.get())))
            : Optional.empty());
  }
}
