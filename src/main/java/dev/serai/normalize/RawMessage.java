package dev.serai.normalize;

import java.time.Instant;
import java.util.Map;

/**
 * What a sender sent.
 *
 * @param id the sender's stable delivery id, from which event ids are made
 * @param event what the sender calls it, for example {@code workflow_run}
 * @param headers names in lower case
 */
public record RawMessage(
    String id, String event, Map<String, String> headers, byte[] body, Instant receivedAt) {}
