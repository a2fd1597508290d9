package dev.serai.bus;

/**
 * What became of a publication.
 *
 * @param stored events that are now durable on the channel
 * @param duplicates events left out because the channel had taken them before
 */
public record Receipt(int stored, int duplicates) {}
