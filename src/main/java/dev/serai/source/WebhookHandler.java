package dev.serai.source;

import java.util.concurrent.CompletionStage;

/**
 * Takes verified deliveries of one connector; called on an event loop thread and must not block.
 */
@FunctionalInterface
public interface WebhookHandler {

  /**
   * Handles one delivery; the stage completes when its events are durable.
   *
   * <p>It fails with {@link RefusedException} when the sender is to get a certain answer; any other
   * failure is answered 503.
   */
  CompletionStage<WebhookOutcome> handle(WebhookRequest request);
}
