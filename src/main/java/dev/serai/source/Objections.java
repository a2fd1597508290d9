package dev.serai.source;

import dev.serai.source.scheme.Verdict;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** What the door itself has against a request. The texts say the way out and nothing of inside. */
final class Objections {

  private static final Duration SOON = Duration.ofSeconds(1);

  private Objections() {}

  /**
   * Everything that can be said before a byte of the body is read; null when nothing is.
   *
   * @param desk null when the path leads to none
   */
  static Problem before(Hall hall, Desk desk, RequestHead head, HttpServerRequest request) {
    if (desk == null) {
      return new Problem(
          404,
          DoorReason.UNKNOWN_CONNECTOR,
          "There is no connector at this address; compare it with connectors: in connectors.yaml");
    }
    if (hall.inFlight().draining()) {
      return closing();
    }
    if (!desk.gate().admits(request, hall.proxies())) {
      return new Problem(
          403,
          DoorReason.NOT_ALLOWED,
          "This connector takes nothing from your network; ask the hub's operator to allow it");
    }
    if (head.method().equals(HttpMethod.OPTIONS) && desk.gate().isAsked()) {
      return question(desk.gate(), head);
    }
    if (!head.method().equals(HttpMethod.POST)) {
      return new Problem(405, DoorReason.METHOD_NOT_ALLOWED, "Deliver with POST");
    }
    String encoding = head.header("content-encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return unsupported("Content-Encoding is not undone here; send the body as it is");
    }
    if (!desk.accepts(head)) {
      return unsupported("Send it with Content-Type " + desk.accepted());
    }
    int limit = hall.maxBodyBytes(desk);
    return head.promised() > limit ? tooLarge(limit) : null;
  }

  /** CloudEvents webhooks 4: what is wrong with a sender's question whether it may send. */
  private static Problem question(Gate gate, RequestHead head) {
    String origin = head.header(Gate.ORIGIN);
    if (origin == null || origin.isBlank()) {
      return new Problem(
          400, DoorReason.MALFORMED, "OPTIONS asks with WebHook-Request-Origin, which is missing");
    }
    try {
      gate.rate(head.header(Gate.RATE));
    } catch (NumberFormatException e) {
      return new Problem(
          400, DoorReason.MALFORMED, "WebHook-Request-Rate is no whole number above 0");
    }
    return gate.grants(origin)
        ? null
        : new Problem(
            403,
            DoorReason.NOT_ALLOWED,
            "This origin may not send; ask the hub's operator to add it to the connector's"
                + " origins");
  }

  private static Problem unsupported(String detail) {
    return new Problem(415, DoorReason.UNSUPPORTED_MEDIA_TYPE, detail);
  }

  static Problem tooLarge(int limit) {
    return new Problem(
        413,
        DoorReason.TOO_LARGE,
        "The body is larger than "
            + limit
            + " bytes; send less, or let the hub's operator raise the limit");
  }

  static Problem closing() {
    return new Problem(
        503, DoorReason.CLOSING, "The hub is shutting down; send it again", Desk.SOON);
  }

  static Problem busy() {
    return new Problem(
        503, DoorReason.BUSY, "Too many deliveries are in flight; send it again", SOON);
  }

  static Problem tooSlow(Duration limit) {
    return new Problem(
        408,
        DoorReason.TOO_SLOW,
        "The body did not arrive within " + limit.toMillis() + " ms; send it again");
  }

  static Problem framing() {
    return new Problem(
        400, DoorReason.MALFORMED, "The body's chunks are not framed as HTTP/1.1 wants it");
  }

  static Problem late() {
    return new Problem(
        503,
        DoorReason.LATE,
        "The delivery is not durable yet; send it again, what was stored meanwhile is recognised",
        Desk.SOON);
  }

  static Problem failed() {
    return new Problem(
        503,
        DoorReason.FAILED,
        "The delivery was not stored; send it again. The hub's log tells the cause",
        Desk.SOON);
  }

  static RefusedException tooFast(Duration wait) {
    return new RefusedException(
        429,
        DoorReason.RATE_LIMITED.word(),
        "More came than this connector takes in that time; send it again later",
        wait,
        null);
  }

  static RefusedException unverified(Verdict verdict) {
    return new RefusedException(
        401,
        reason(verdict).word(),
        "The request does not prove that it knows a live secret of this connector; compare the"
            + " sender's secret with verify.secrets",
        null,
        null);
  }

  private static DoorReason reason(Verdict verdict) {
    return switch (verdict) {
      case MISSING -> DoorReason.MISSING_SIGNATURE;
      case STALE -> DoorReason.STALE_SIGNATURE;
      case EARLY -> DoorReason.EARLY_SIGNATURE;
      case WRONG, VERIFIED -> DoorReason.BAD_SIGNATURE;
    };
  }
}
