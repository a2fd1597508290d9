package dev.serai.source;

import dev.serai.source.WebhookConnector.Duplicates;
import dev.serai.source.WebhookOutcome.Accepted;
import dev.serai.source.WebhookOutcome.Answered;
import dev.serai.source.WebhookOutcome.Ignored;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** What is written to senders. */
final class Answers {

  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence PROBLEM = HttpHeaders.createOptimized(Problem.MEDIA_TYPE);
  private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");
  private static final Buffer ONE_EVENT = Buffer.buffer("{\"status\":\"accepted\",\"events\":1}");

  private Answers() {}

  /** Why, as far as the outcome tells. */
  static DoorReason reason(WebhookOutcome outcome) {
    if (outcome instanceof Answered) {
      return DoorReason.HANDSHAKE;
    }
    if (outcome instanceof Ignored ignored) {
      return ignored.reason().equals(WebhookDesk.PING) ? DoorReason.PING : DoorReason.IGNORED;
    }
    Accepted accepted = (Accepted) outcome;
    boolean nothingNew = accepted.events() == 0 && accepted.duplicates() > 0;
    return nothingNew ? DoorReason.DUPLICATE : DoorReason.ACCEPTED;
  }

  /** Null when the outcome is no refusal for this sender. */
  static Problem conflict(DoorReason reason, Duplicates duplicates) {
    return reason == DoorReason.DUPLICATE && duplicates == Duplicates.CONFLICT
        ? new Problem(409, reason, "Every event of this delivery was stored before; nothing to do")
        : null;
  }

  /** Of an answer that is no refusal. */
  static int status(DoorReason reason, boolean quiet) {
    return reason == DoorReason.ACCEPTED && !quiet ? 202 : 200;
  }

  /**
   * @param quiet for a sender that shows what it gets to people
   */
  static void success(
      HttpServerResponse response, DoorReason reason, WebhookOutcome outcome, boolean quiet) {
    if (outcome instanceof Answered answered) {
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, answered.contentType())
          .putHeader("x-content-type-options", "nosniff")
          .end(answered.body());
    } else if (quiet) {
      response.end();
    } else {
      response
          .setStatusCode(status(reason, quiet))
          .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
          .end(body(reason, outcome));
    }
  }

  /** The sender asked whether it may send, and it may. */
  static void granted(HttpServerResponse response, Gate gate, RequestHead head) {
    response
        .putHeader("WebHook-Allowed-Origin", head.header(Gate.ORIGIN))
        .putHeader("WebHook-Allowed-Rate", gate.rate(head.header(Gate.RATE)))
        .putHeader(HttpHeaders.ALLOW, "POST")
        .end();
  }

  private static Buffer body(DoorReason reason, WebhookOutcome outcome) {
    if (outcome instanceof Ignored ignored) {
      return new JsonObject().put("status", "ignored").put("reason", ignored.reason()).toBuffer();
    }
    Accepted accepted = (Accepted) outcome;
    if (accepted.events() == 1 && accepted.duplicates() == 0) {
      return ONE_EVENT;
    }
    JsonObject json = new JsonObject();
    if (reason == DoorReason.DUPLICATE) {
      return json.put("status", "duplicate").toBuffer();
    }
    json.put("status", "accepted").put("events", accepted.events());
    if (accepted.duplicates() > 0) {
      json.put("duplicates", accepted.duplicates());
    }
    return json.toBuffer();
  }

  /** The head of a problem's answer; the caller writes {@code json}. */
  static void problemHead(HttpServerResponse response, Problem problem, boolean close) {
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM)
        .putHeader("x-content-type-options", "nosniff");
    if (problem.retryAfter() != null) {
      response.putHeader(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds());
    }
    if (close) {
      response.putHeader(HttpHeaders.CONNECTION, CLOSE);
    }
  }
}
