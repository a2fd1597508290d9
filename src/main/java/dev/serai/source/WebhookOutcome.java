package dev.serai.source;

/**
 * What became of a delivery that was let in; the door turns it into the answer its sender
 * understands.
 */
public sealed interface WebhookOutcome {

  /**
   * Durable on the bus: {@code events} are new, {@code duplicates} more were there before. No new
   * one and at least one duplicate is answered as a duplicate.
   */
  record Accepted(int events, int duplicates) implements WebhookOutcome {}

  /** No delivery: the sender asked whether it may send, and gets exactly this with status 200. */
  record Answered(String contentType, String body) implements WebhookOutcome {}

  /** Valid, but gives no event, and that is recorded. */
  record Ignored(String reason) implements WebhookOutcome {}
}
