package dev.serai.source;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The connections of one event loop and what each is waiting for. Swept at intervals instead of a
 * timer for each request: bytes that drip in keep no connection alive, only complete requests do.
 */
final class Connections {

  /** A request of the door's own that wants to answer before it is cut. */
  interface Watched {
    void bodyTooSlow();

    void answerTooLate();

    /** How long the sender waits for an answer. */
    Duration patience();
  }

  private static final long LINGER = 2_000_000_000L;

  private static final class Waiting {
    HttpServerRequest request;
    Watched watched;

    /** When the connection was opened, the request began, or the connection was seen idle. */
    long since;

    boolean idle;
    boolean leaving;
  }

  private final DoorSettings.Timeouts timeouts;
  private final int most;
  private final Map<HttpConnection, Waiting> open = new LinkedHashMap<>();

  Connections(DoorSettings settings) {
    timeouts = settings.timeouts();
    most = Math.max(1, settings.limits().maxConnections() / settings.eventLoops());
  }

  void opened(HttpConnection connection) {
    if (open.size() >= most) {
      evict();
    }
    Waiting waiting = new Waiting();
    waiting.since = System.nanoTime();
    open.put(connection, waiting);
    connection.closeHandler(closed -> open.remove(connection));
  }

  /** The longest waiting without a request goes; where all are at work, the oldest. */
  private void evict() {
    HttpConnection oldest = null;
    for (Map.Entry<HttpConnection, Waiting> entry : open.entrySet()) {
      Waiting waiting = entry.getValue();
      if (waiting.request == null || waiting.idle) {
        oldest = entry.getKey();
        break;
      }
      oldest = oldest == null ? entry.getKey() : oldest;
    }
    if (oldest != null) {
      open.remove(oldest);
      oldest.close();
    }
  }

  /**
   * @param watched null for requests that only their body's deadline binds
   */
  void began(HttpServerRequest request, Watched watched) {
    Waiting waiting = open.get(request.connection());
    if (waiting != null) {
      waiting.request = request;
      waiting.watched = watched;
      waiting.since = System.nanoTime();
      waiting.idle = false;
    }
  }

  /** The handler works now: its own deadline begins. */
  void handling(HttpServerRequest request) {
    Waiting waiting = open.get(request.connection());
    if (waiting != null && waiting.request == request) {
      waiting.since = System.nanoTime();
    }
  }

  /**
   * The answer is written and the connection goes once the sender stopped talking: closing at once
   * would destroy the answer on its way.
   */
  void leave(HttpConnection connection) {
    Waiting waiting = open.get(connection);
    if (waiting != null) {
      waiting.leaving = true;
      waiting.since = System.nanoTime();
    }
  }

  void sweep() {
    long now = System.nanoTime();
    for (Map.Entry<HttpConnection, Waiting> entry : new ArrayList<>(open.entrySet())) {
      if (over(entry.getValue(), now)) {
        entry.getKey().close();
      }
    }
  }

  /** Closes what does nothing: the door is closing. */
  void closeIdle() {
    for (Map.Entry<HttpConnection, Waiting> entry : new ArrayList<>(open.entrySet())) {
      HttpServerRequest request = entry.getValue().request;
      if (request == null || (request.isEnded() && request.response().ended())) {
        entry.getKey().close();
      }
    }
  }

  private boolean over(Waiting waiting, long now) {
    long waited = now - waiting.since;
    HttpServerRequest request = waiting.request;
    if (waiting.leaving) {
      return waited > LINGER;
    }
    if (request == null) {
      return waited > timeouts.head().toNanos();
    }
    if (!request.isEnded()) {
      return waited > timeouts.body().toNanos() && cut(waiting);
    }
    if (!request.response().ended()) {
      if (waiting.watched != null && waited > waiting.watched.patience().toNanos()) {
        waiting.watched.answerTooLate();
      }
      return false;
    }
    if (!waiting.idle) {
      waiting.idle = true;
      waiting.since = now;
      return false;
    }
    return waited > timeouts.idle().toNanos();
  }

  /** Whether the connection is to be closed at once; a watched request answers first. */
  private static boolean cut(Waiting waiting) {
    if (waiting.watched == null || waiting.request.response().ended()) {
      return true;
    }
    waiting.watched.bodyTooSlow();
    return false;
  }
}
