package dev.serai.delivery;

import java.time.Duration;

/** Hears what delivery does, for metrics; called on delivery threads and must not block. */
public interface DeliveryObserver {

  default void published(String channel, int events, int duplicates, Duration took) {}

  default void publishFailed(String channel, Throwable cause) {}

  /** {@code outcome} is {@code success}, {@code retry}, {@code dead-letter} or {@code filtered}. */
  default void attempted(String channel, String group, String outcome, Duration took) {}

  /** A delivery was given up; {@code reason} is {@code attempts-exhausted} or {@code poison}. */
  default void gaveUp(String channel, String group, String reason) {}

  /** {@code state} is {@code open}, {@code half-open} or {@code closed}. */
  default void breakerChanged(String channel, String group, String state) {}

  DeliveryObserver NONE = new DeliveryObserver() {};
}
