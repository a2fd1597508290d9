package dev.serai.delivery;

import java.time.Duration;

/**
 * How much a group may hold.
 *
 * @param window deliveries in memory, at least
 * @param windowBytes event bytes in memory at which fetching stops
 * @param credit deliveries asked for in advance; bounds what arrives after fetching was stopped
 * @param maxParked deliveries in the ledger at which fetching stops, until half of them are gone
 * @param grace how long a close waits for handlers
 * @param recheck how often parked deliveries are looked at without a reason, against clocks that
 *     jump
 * @param answer how long the start of a group waits for a broker that does not answer
 */
record Limits(
    int window,
    long windowBytes,
    int credit,
    int maxParked,
    Duration grace,
    Duration recheck,
    Duration answer) {

  private static final long MIB = 1 << 20;

  static Limits defaults() {
    long share = Math.min(32 * MIB, Math.max(4 * MIB, Runtime.getRuntime().maxMemory() / 16));
    return new Limits(
        1_000,
        share,
        128,
        100_000,
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10));
  }
}
