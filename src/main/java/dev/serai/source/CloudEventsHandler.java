package dev.serai.source;

import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Takes CloudEvents of one connector; called on an event loop thread and must not block. */
@FunctionalInterface
public interface CloudEventsHandler {

  /**
   * Handles the events of one request; the stage completes when all are durable, and fails as in
   * {@link WebhookHandler}.
   */
  CompletionStage<WebhookOutcome> handle(String connector, List<CloudEvent> events);
}
