package dev.serai.ledger;

import io.cloudevents.CloudEvent;
import java.time.Instant;

/**
 * An event of the log.
 *
 * @param seq its place, rising over all channels and never reused
 */
public record StoredEvent(long seq, String channel, Instant recordedAt, CloudEvent event) {}
