package dev.serai.delivery;

import dev.serai.bus.Lag;

/**
 * A group as operators see it.
 *
 * @param route null when no route serves it
 * @param breaker {@code none}, {@code closed}, {@code open} or {@code half-open}
 * @param inFlight events in the handler now
 * @param parked deliveries that wait in the ledger
 * @param trouble what keeps it from fetching, or null
 */
public record GroupState(
    String channel,
    String group,
    String route,
    boolean paused,
    String breaker,
    int inFlight,
    long parked,
    Lag lag,
    String trouble) {}
