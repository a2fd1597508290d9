package dev.serai.delivery;

/**
 * How the event log of a channel is written where the broker is not the ledger.
 *
 * @param leaving whether the broker is one that is being left: nothing is published to it any more
 * @param trouble what keeps it from being written, or null
 */
public record LogState(String channel, boolean leaving, String trouble) {}
