package dev.serai.hub;

import dev.serai.source.CloudEventsHandler;
import dev.serai.source.WebhookHandler;
import dev.serai.source.WebhookOutcome;
import dev.serai.source.WebhookRequest;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The route of one connector, with a count of the deliveries in it: it stops only when they have
 * ended.
 */
final class DoorRoute {

  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final WebhookHandler webhooks;
  private final CloudEventsHandler events;
  private int callers;
  private boolean closing;

  DoorRoute(WebhookHandler webhooks, CloudEventsHandler events) {
    this.webhooks = webhooks;
    this.events = events;
  }

  /**
   * Lets one delivery in, which must then be handed to {@code take}; false when the route is about
   * to stop.
   */
  synchronized boolean enter() {
    if (!closing) {
      callers++;
    }
    return !closing;
  }

  synchronized boolean isOpen() {
    return !closing;
  }

  CompletionStage<WebhookOutcome> take(WebhookRequest request) {
    return counted(() -> webhooks.handle(request));
  }

  CompletionStage<WebhookOutcome> take(String connector, List<CloudEvent> batch) {
    return counted(() -> events.handle(connector, batch));
  }

  private CompletionStage<WebhookOutcome> counted(Call call) {
    CompletionStage<WebhookOutcome> outcome;
    try {
      outcome = call.run();
    } catch (RuntimeException e) {
      leave();
      throw e;
    }
    return outcome.whenComplete((done, failure) -> leave());
  }

  private synchronized void leave() {
    callers--;
    notifyAll();
  }

  /** Lets nobody in any more and waits for those inside. */
  synchronized void awaitCallers() throws InterruptedException {
    closing = true;
    long end = System.nanoTime() + LONGEST_WAIT_NANOS;
    while (callers > 0) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  @FunctionalInterface
  private interface Call {
    CompletionStage<WebhookOutcome> run();
  }
}
