package dev.serai.bus;

/**
 * What a broker does by itself; the hub adds the rest.
 *
 * @param once whether {@link Publication#once()} is kept by the binding, in the same step as the
 *     publish
 * @param log whether what is published is in the ledger's event log by that, at the {@code seq}
 *     that {@link Delivery#position()} tells; if not, the hub writes the log with one more group
 * @param maxEventBytes the largest event, as {@link dev.serai.event.EventSize} counts it
 */
public record Capabilities(boolean once, boolean log, int maxEventBytes) {}
