package dev.serai.normalize;

import java.time.Instant;
import java.util.Map;

/**
 * What a sender sent.
 *
 * @param connector the connector's or route's name, from which sources are made when a sender tells
 *     none; never blank
 * @param id the sender's stable delivery id, from which event ids are made; empty when only the
 *     body tells it
 * @param event what the sender calls it, for example {@code workflow_run}; empty when only the body
 *     tells it
 * @param headers names in lower case
 */
public record RawMessage(
    String connector,
    String id,
    String event,
    Map<String, String> headers,
    byte[] body,
    Instant receivedAt) {}
