package dev.serai.source;

import dev.serai.source.scheme.Scheme;
import dev.serai.source.scheme.SignedRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A connector behind the door: what it reads, and who takes what it reads. */
interface Desk {

  Duration SOON = Duration.ofSeconds(5);

  WebhookConnector connector();

  Scheme scheme();

  Gate gate();

  boolean accepts(RequestHead head);

  /** The accepted media types in words. */
  String accepted();

  /**
   * Takes a verified request.
   *
   * @param everyHeader with the repeated ones
   */
  CompletionStage<WebhookOutcome> take(
      SignedRequest request, Iterable<Map.Entry<String, String>> everyHeader);

  default CompletionStage<WebhookOutcome> notRunning() {
    return refused(
        new RefusedException(
            503,
            DoorReason.NOT_RUNNING.word(),
            "No route takes deliveries of connector '" + connector().name() + "' now; come again",
            SOON,
            null));
  }

  static CompletionStage<WebhookOutcome> malformed(String message) {
    return refused(new RefusedException(400, DoorReason.MALFORMED.word(), message, null, null));
  }

  static CompletionStage<WebhookOutcome> refused(RefusedException refusal) {
    return CompletableFuture.failedFuture(refusal);
  }
}
