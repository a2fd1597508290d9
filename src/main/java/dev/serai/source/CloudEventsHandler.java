package dev.serai.source;

import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Takes the CloudEvents that came to one connector in one request; called on an event loop thread
 * and must not block.
 */
@FunctionalInterface
public interface CloudEventsHandler {

  /**
   * Handles one request; the stage completes when all its events are durable, and fails when none
   * of them is.
   *
   * <p>It fails with {@link RefusedException} when the sender is to get a certain answer; any other
   * failure is answered 503.
   *
   * @param events valid, in the order of the request, never empty
   */
  CompletionStage<WebhookOutcome> handle(String connector, List<CloudEvent> events);
}
