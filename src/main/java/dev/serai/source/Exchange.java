package dev.serai.source;

import dev.serai.source.scheme.SignedRequest;
import dev.serai.source.scheme.Verdict;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** One request at the door's own paths, from its head to its answer; lives on one event loop. */
final class Exchange implements Connections.Watched {

  /** A refused body of up to this size is read and dropped, and the connection stays. */
  private static final int WORTH_READING = 64 * 1024;

  private final Hall hall;
  private final Connections connections;
  private final Context context;
  private final Thread loop = Thread.currentThread();
  private final HttpServerRequest request;
  private final long began = System.nanoTime();

  private Desk desk;
  private RequestHead head;
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
    head = RequestHead.of(request);
    Problem objection = Objections.before(hall, desk, head, request);
    if (objection == null && !head.method().equals(HttpMethod.POST)) {
      answered = true;
      Answers.granted(request.response(), desk.gate(), head);
      observed(DoorReason.HANDSHAKE, 200);
      return;
    }
    if (objection == null && !hall.inFlight().enter()) {
      objection = Objections.busy();
    }
    if (objection != null) {
      refuse(objection, null);
      return;
    }
    body = new Body(hall.inFlight(), hall.maxBodyBytes(desk), head.promised());
    if (!body.isExpected()) {
      dismiss(Objections.busy(), null);
      return;
    }
    request.handler(this::read).exceptionHandler(this::broken).endHandler(end -> complete());
    if (head.expectsContinue()) {
      request.response().writeContinue();
    }
  }

  private void read(Buffer chunk) {
    if (answered) {
      return;
    }
    switch (body.add(chunk)) {
      case FITS -> {}
      case TOO_LARGE -> dismiss(Objections.tooLarge(hall.maxBodyBytes(desk)), null);
      case NO_ROOM -> dismiss(Objections.busy(), null);
    }
  }

  private void broken(Throwable cause) {
    if (answered || handling) {
      return;
    }
    if (cause instanceof HttpClosedException || cause instanceof IOException) {
      answered = true;
      leave();
      observed(DoorReason.ABORTED, 499);
    } else {
      dismiss(Objections.framing(), null);
      // Vert.x closes as soon as this returns; this way what is written goes out before.
      request.connection().close();
    }
  }

  @Override
  public void bodyTooSlow() {
    if (!answered) {
      dismiss(Objections.tooSlow(hall.settings().timeouts().body()), null);
    }
  }

  /** The handler still holds the body: its memory comes back when the handler is done. */
  @Override
  public void answerTooLate() {
    if (!answered) {
      refuse(Objections.late(), null);
    }
  }

  @Override
  public Duration patience() {
    Duration own = desk.scheme().patience();
    Duration most = hall.settings().timeouts().answer();
    return own.compareTo(most) < 0 ? own : most;
  }

  private void complete() {
    if (answered) {
      return;
    }
    handling = true;
    connections.handling(request);
    taken()
        .whenComplete(
            (outcome, failure) -> {
              if (Thread.currentThread() == loop) {
                settled(outcome, failure);
              } else {
                context.runOnContext(nothing -> settled(outcome, failure));
              }
            });
  }

  private CompletionStage<WebhookOutcome> taken() {
    SignedRequest signed = head.with(body.bytes());
    try {
      return desk.scheme().isSlow(signed)
          ? checkedElsewhere(signed)
          : taken(signed, desk.scheme().verify(signed));
    } catch (Throwable t) { // whatever it is, the sender gets an answer and the memory comes back
      return CompletableFuture.failedFuture(t);
    }
  }

  private CompletionStage<WebhookOutcome> taken(SignedRequest signed, Verdict verdict) {
    RefusedException refusal =
        verdict == Verdict.VERIFIED ? desk.gate().tooFast() : Objections.unverified(verdict);
    return refusal == null
        ? Objects.requireNonNull(desk.take(signed, request.headers()), "handler's stage")
        : Desk.refused(refusal);
  }

  /** Comes back to the event loop before anything else is looked at. */
  private CompletionStage<WebhookOutcome> checkedElsewhere(SignedRequest signed) {
    return hall.checks()
        .verify(desk, signed)
        .thenComposeAsync(
            verdict ->
                // Nobody waits for it any more; the sender comes again.
                answered
                    ? CompletableFuture.completedFuture(new WebhookOutcome.Ignored("too late"))
                    : taken(signed, verdict),
            task -> context.runOnContext(nothing -> task.run()));
  }

  private void settled(WebhookOutcome outcome, Throwable thrown) {
    Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (answered) {
      leave();
      if (failure != null) {
        hall.failures().failed(desk.connector().name(), failure);
      }
    } else if (failure != null) {
      failed(failure);
    } else if (outcome == null) {
      failed(new NullPointerException("handler's outcome"));
    } else {
      succeeded(outcome);
    }
  }

  private void succeeded(WebhookOutcome outcome) {
    DoorReason reason = Answers.reason(outcome);
    Problem conflict = Answers.conflict(reason, desk.connector().duplicates());
    if (conflict != null) {
      dismiss(conflict, null);
      return;
    }
    answered = true;
    leave();
    boolean quiet = desk.scheme().isQuiet();
    observed(reason, Answers.status(reason, quiet)); // before the sender can know
    Answers.success(request.response(), reason, outcome, quiet);
  }

  private void failed(Throwable failure) {
    if (failure instanceof RefusedException refused) {
      DoorReason reason = DoorReason.of(refused.reason());
      if (refused.status() == 401) {
        hall.failures().unverified(desk.connector().name(), reason);
      }
      dismiss(
          new Problem(refused.status(), reason, refused.getMessage(), refused.retryAfter()), null);
      return;
    }
    String id = hall.failures().failed(desk.connector().name(), failure);
    dismiss(Objections.failed(), "urn:serai:failure:" + id);
  }

  private void dismiss(Problem problem, String instance) {
    refuse(problem, instance);
    leave();
  }

  private void refuse(Problem problem, String instance) {
    answered = true;
    boolean unread = !request.isEnded() && (head.promised() < 0 || head.promised() > WORTH_READING);
    boolean close =
        unread || problem.reason() == DoorReason.TOO_SLOW || problem.reason() == DoorReason.CLOSING;
    if (problem.status() == 405) {
      request.response().putHeader(HttpHeaders.ALLOW, "POST");
    } else if (problem.status() == 401) {
      request.response().putHeader("www-authenticate", desk.scheme().challenge());
    }
    observed(problem.reason(), problem.status());
    Answers.problemHead(request.response(), problem, close);
    request.response().end(problem.json(instance));
    if (close) {
      closeOnceRead();
    }
  }

  private void closeOnceRead() {
    if (request.isEnded()) {
      request.connection().close();
    } else {
      request.endHandler(end -> request.connection().close());
      connections.leave(request.connection());
    }
  }

  private void leave() {
    body.release();
    hall.inFlight().leave();
  }

  private void observed(DoorReason reason, int status) {
    String connector = desk == null ? "" : desk.connector().name();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    hall.observer().answered(connector, reason, status, took, body == null ? 0 : body.size());
  }
}
