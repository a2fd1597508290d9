package dev.serai.source;

import dev.serai.source.scheme.MediaType;
import dev.serai.source.scheme.SignedRequest;
import dev.serai.source.scheme.Verdict;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** One request at the door's own paths, from its head to its answer; lives on one event loop. */
final class Exchange implements Connections.Watched {

  private static final byte[] NOTHING = {};
  private static final Duration SOON = Duration.ofSeconds(1);

  /** A refused body of up to this size is read and dropped, and the connection stays. */
  private static final int WORTH_READING = 64 * 1024;

  private final Hall hall;
  private final Connections connections;
  private final Context context;
  private final Thread loop = Thread.currentThread();
  private final HttpServerRequest request;
  private final long began = System.nanoTime();
  private final Instant receivedAt = Instant.now();

  private Desk desk;
  private Map<String, String> headers;
  private long promised;
  private Body body;
  private boolean handling;
  private boolean answered;

  Exchange(Hall hall, Connections connections, Context context, HttpServerRequest request) {
    this.hall = hall;
    this.connections = connections;
    this.context = context;
    this.request = request;
  }

  void begin(String path) {
    connections.began(request, this);
    desk = hall.desks().at(path);
    headers = HandedHeaders.of(request.headers());
    promised = promised();
    Problem objection = objection();
    if (objection == null && !hall.inFlight().enter()) {
      objection = busy();
    }
    if (objection != null) {
      refuse(objection, null);
      return;
    }
    body = new Body(hall.inFlight(), maxBodyBytes());
    request.handler(this::read).exceptionHandler(this::broken).endHandler(end -> complete());
    if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
      request.response().writeContinue();
    }
  }

  /** Everything that can be said before a byte of the body is read. */
  private Problem objection() {
    if (desk == null) {
      return new Problem(
          404,
          DoorReason.UNKNOWN_CONNECTOR,
          "There is no connector at this address; compare it with connectors: in connectors.yaml");
    }
    if (hall.inFlight().draining()) {
      return new Problem(
          503, DoorReason.CLOSING, "The hub is shutting down; come again", Desk.SOON);
    }
    if (!request.method().equals(HttpMethod.POST)) {
      return new Problem(405, DoorReason.METHOD_NOT_ALLOWED, "Deliver with POST");
    }
    String encoding = headers.getOrDefault("content-encoding", "identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      return unsupported("Content-Encoding is not read here; send the body as it is");
    }
    String mediaType = MediaType.of(headers.get("content-type"));
    if (!desk.accepts(mediaType, new SignedRequest(headers, "", NOTHING, receivedAt))) {
      return unsupported("Send Content-Type " + desk.accepted());
    }
    return promised > maxBodyBytes() ? tooLarge() : null;
  }

  private static Problem unsupported(String detail) {
    return new Problem(415, DoorReason.UNSUPPORTED_MEDIA_TYPE, detail);
  }

  private Problem tooLarge() {
    return new Problem(
        413,
        DoorReason.TOO_LARGE,
        "The body is larger than "
            + maxBodyBytes()
            + " bytes; send less, or raise maxBody of the connector");
  }

  private static Problem busy() {
    return new Problem(503, DoorReason.BUSY, "Too many deliveries are in flight; come again", SOON);
  }

  private int maxBodyBytes() {
    int own = desk.connector().maxBodyBytes();
    return own == 0 ? hall.settings().limits().maxBodyBytes() : own;
  }

  /** The declared length; -1 for a chunked body. */
  private long promised() {
    String length = headers.get("content-length");
    if (length == null) {
      return headers.containsKey("transfer-encoding") ? -1 : 0;
    }
    try {
      return Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private void read(Buffer chunk) {
    if (answered) {
      return;
    }
    switch (body.add(chunk, promised)) {
      case FITS -> {}
      case TOO_LARGE -> refuse(tooLarge(), null);
      case NO_ROOM -> refuse(busy(), null);
    }
  }

  private void broken(Throwable cause) {
    if (answered || handling) {
      return;
    }
    answered = true;
    leave();
    boolean gone = cause instanceof HttpClosedException;
    observed(gone ? DoorReason.ABORTED : DoorReason.MALFORMED, gone ? 499 : 400);
  }

  @Override
  public void bodyTooSlow() {
    if (!answered) {
      Duration limit = hall.settings().timeouts().body();
      refuse(
          new Problem(
              408,
              DoorReason.TOO_SLOW,
              "The body did not arrive within " + limit.toSeconds() + " s; send it again"),
          null);
    }
  }

  @Override
  public void answerTooLate() {
    if (!answered) {
      refuse(
          new Problem(
              503,
              DoorReason.LATE,
              "The delivery is not durable yet; send it again, what was stored meanwhile is"
                  + " recognised",
              Desk.SOON),
          null);
    }
  }

  private void complete() {
    if (answered) {
      return;
    }
    handling = true;
    connections.handling(request);
    String query = request.query();
    SignedRequest signed =
        new SignedRequest(headers, query == null ? "" : query, body.bytes(), receivedAt);
    Verdict verdict = desk.scheme().verify(signed);
    if (verdict != Verdict.VERIFIED) {
      request.response().putHeader("www-authenticate", desk.scheme().challenge());
      refuse(unverified(verdict), null);
      return;
    }
    take(signed)
        .whenComplete(
            (outcome, failure) -> {
              if (Thread.currentThread() == loop) {
                settled(outcome, failure);
              } else {
                context.runOnContext(nothing -> settled(outcome, failure));
              }
            });
  }

  private static Problem unverified(Verdict verdict) {
    return new Problem(
        401,
        verdict == Verdict.MISSING ? DoorReason.MISSING_SIGNATURE : DoorReason.BAD_SIGNATURE,
        "The request is not signed with a live secret of this connector; compare the sender's"
            + " secret with verify.secrets");
  }

  private CompletionStage<WebhookOutcome> take(SignedRequest signed) {
    try {
      return desk.take(signed, request.headers());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void settled(WebhookOutcome outcome, Throwable failure) {
    if (answered) {
      leave();
      return;
    }
    if (failure != null) {
      failed(failure instanceof CompletionException ? failure.getCause() : failure);
      return;
    }
    DoorReason reason = Answers.reason(outcome);
    Problem conflict = Answers.conflict(reason, desk.connector().duplicates());
    if (conflict != null) {
      refuse(conflict, null);
      return;
    }
    answered = true;
    int status = Answers.success(request.response(), reason, outcome);
    leave();
    observed(reason, status);
  }

  private void failed(Throwable failure) {
    if (failure instanceof RefusedException refused) {
      DoorReason reason = DoorReason.of(refused.reason());
      refuse(
          new Problem(refused.status(), reason, refused.getMessage(), refused.retryAfter()), null);
      return;
    }
    String id = hall.failures().failed(desk.connector().name(), failure);
    refuse(
        new Problem(
            503,
            DoorReason.FAILED,
            "The delivery was not stored; send it again. The hub's log tells the cause",
            Desk.SOON),
        "urn:serai:failure:" + id);
  }

  private void refuse(Problem problem, String instance) {
    answered = true;
    boolean unread = !request.isEnded() && (promised < 0 || promised > WORTH_READING);
    boolean close = unread || problem.reason() == DoorReason.TOO_SLOW;
    if (problem.status() == 405) {
      request.response().putHeader(HttpHeaders.ALLOW, "POST");
    }
    Answers.problemHead(request.response(), problem, close);
    request.response().end(problem.json(instance));
    if (close) {
      request.endHandler(end -> request.connection().close());
      connections.leave(request.connection());
    }
    // After LATE the handler still holds the body: it is given back when the handler is done.
    if (problem.reason() != DoorReason.LATE) {
      leave();
    }
    observed(problem.reason(), problem.status());
  }

  private void leave() {
    if (body != null) {
      body.release();
      hall.inFlight().leave();
    }
  }

  private void observed(DoorReason reason, int status) {
    String connector = desk == null ? "" : desk.connector().name();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    hall.observer().answered(connector, reason, status, took, body == null ? 0 : body.size());
  }
}
