package dev.serai.source;

import java.time.Instant;
import java.util.Map;

/**
 * A verified delivery from outside.
 *
 * @param connector the connector's name in {@code connectors.yaml}
 * @param deliveryId the sender's stable id of this delivery, never null
 * @param event what the sender calls the event, for example {@code workflow_run}; empty when it
 *     does not say
 * @param headers names in lower case; of a repeated header the last value; without credentials and
 *     without names that Camel takes for its own
 * @param body the raw bytes as they were signed; of a form post the decoded field with the event
 */
public record WebhookRequest(
    String connector,
    String deliveryId,
    String event,
    Map<String, String> headers,
    byte[] body,
    Instant receivedAt) {

  /** The same delivery with other contents. */
  public WebhookRequest with(Map<String, String> otherHeaders, byte[] otherBody) {
    return new WebhookRequest(connector, deliveryId, event, otherHeaders, otherBody, receivedAt);
  }
}
