package dev.serai.delivery;

import dev.serai.bus.Lag;

/**
 * How far a group is with what it has on a broker that is being left.
 *
 * @param lag what it had not settled there when that was last asked
 * @param done whether it has gone on to the new broker
 */
public record Draining(String broker, String channel, String group, Lag lag, boolean done) {}
