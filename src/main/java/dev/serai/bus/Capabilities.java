package dev.serai.bus;

/**
 * What a broker does by itself; the hub adds the rest.
 *
 * @param once whether {@link Publication#once()} is kept by the binding, in the same step as the
 *     publish
 * @param maxEventBytes the largest event, as {@link dev.serai.event.EventSize} counts it
 */
public record Capabilities(boolean once, int maxEventBytes) {}
