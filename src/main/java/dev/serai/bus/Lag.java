package dev.serai.bus;

import java.time.Duration;
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
}
