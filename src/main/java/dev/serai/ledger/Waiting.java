package dev.serai.ledger;

/**
 * What was handed to the ledger and its caller not told yet.
 *
 * @param bytes event bytes that it holds in memory
 */
public record Waiting(int writes, long bytes) {}
