package dev.serai.source;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * A request for the routes behind the door, within the door's limits: its body is counted while it
 * comes in, and takes its part of what is in flight until the answer has ended or the connection is
 * gone. Lives on one event loop.
 */
final class Guest extends HttpServerRequestWrapper {

  private final Hall hall;
  private final Connections connections;
  private final int limit;
  private final long promised;
  private final long began = System.nanoTime();
  private long received;
  private boolean expected;
  private boolean inside;
  private boolean refused;

  Guest(Hall hall, Connections connections, HttpServerRequest request) {
    super((HttpServerRequestInternal) request);
    this.hall = hall;
    this.connections = connections;
    this.limit = hall.settings().limits().maxBodyBytes();
    this.promised = RequestHead.of(request).promised();
  }

  /** Lets guests go when they are done; to be called before routes are added. */
  static void seeOff(Router router) {
    router.route().order(Integer.MIN_VALUE).handler(Guest::seeOff);
  }

  private static void seeOff(RoutingContext routing) {
    Context context = Vertx.currentContext();
    Guest guest = context == null ? null : context.getLocal(Guest.class);
    if (guest != null) {
      routing.addEndHandler(ended -> guest.leave());
    }
    routing.next();
  }

  /** Hands the request to the routes, or answers why not. */
  void enter() {
    Problem objection = objection();
    if (objection == null) {
      Vertx.currentContext().putLocal(Guest.class, this);
      hall.router().handle(this);
    } else {
      refuse(objection);
    }
  }

  private Problem objection() {
    if (hall.inFlight().draining()) {
      return Objections.closing();
    }
    if (promised > limit) {
      return Objections.tooLarge(limit);
    }
    inside = hall.inFlight().enter();
    expected = inside && promised > Body.LARGE && hall.inFlight().expect(promised);
    return inside && (expected || promised <= Body.LARGE) ? null : Objections.busy();
  }

  @Override
  public HttpServerRequest handler(Handler<Buffer> handler) {
    Handler<Buffer> counting =
        chunk -> {
          if (isCounted(chunk)) {
            handler.handle(chunk);
          }
        };
    super.handler(handler == null ? null : counting);
    return this;
  }

  private boolean isCounted(Buffer chunk) {
    if (!inside) {
      return !refused;
    }
    if (received + chunk.length() > limit) {
      refuse(Objections.tooLarge(limit));
      return false;
    }
    if (!hall.inFlight().reserve(chunk.length())) {
      refuse(Objections.busy());
      return false;
    }
    received += chunk.length();
    return true;
  }

  private void refuse(Problem problem) {
    refused = true;
    if (response().headWritten()) {
      connection().close();
    } else {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      hall.observer().answered("", problem.reason(), problem.status(), took, received);
      Answers.problemHead(response(), problem, true);
      if (isEnded()) {
        response().end(problem.json(null)).onComplete(written -> connection().close());
      } else {
        super.endHandler(end -> connection().close());
        response().end(problem.json(null));
        connections.leave(connection());
      }
    }
    leave();
  }

  private void leave() {
    if (inside) {
      inside = false;
      hall.inFlight().release(received);
      if (expected) {
        hall.inFlight().expectNoMore(promised);
      }
      hall.inFlight().leave();
    }
  }
}
