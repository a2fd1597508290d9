package dev.serai.source.poll;

import java.time.Instant;

/**
 * How the polling of one connector stands.
 *
 * @param lastSuccess of this hub; null before the first
 * @param failures in a row
 * @param problem why the last poll failed and the way out; null when it did not
 */
public record PollStatus(String connector, Instant lastSuccess, int failures, String problem) {}
