package dev.serai.source;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop's server; all of them listen on the same port. */
final class Entrance extends AbstractVerticle {

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int BACKLOG = 1024;

  /** Vert.x gives all servers that ask for this one the same free port. */
  private static final int ANY_SHARED_PORT = -1;

  private final Hall hall;
  private final Connections connections;
  private final HttpServerOptions options;
  private HttpServer server;

  Entrance(Hall hall) {
    this.hall = hall;
    this.connections = new Connections(hall.settings());
    this.options = options(hall.settings());
  }

  @Override
  public void start(Promise<Void> started) {
    server =
        vertx
            .createHttpServer(options)
            .connectionHandler(this::opened)
            .invalidRequestHandler(this::invalid)
            .requestHandler(this::enter);
    vertx.setPeriodic(tick().toMillis(), timer -> connections.sweep());
    server.listen().<Void>mapEmpty().onComplete(started);
  }

  int port() {
    return server.actualPort();
  }

  void closeIdle() {
    context.runOnContext(nothing -> connections.closeIdle());
  }

  private static HttpServerOptions options(DoorSettings settings) {
    return new HttpServerOptions()
        .setHost(settings.host())
        .setPort(settings.port() == 0 ? ANY_SHARED_PORT : settings.port())
        .setAcceptBacklog(BACKLOG)
        .setMaxHeaderSize(settings.limits().maxHeaderBytes())
        .setMaxInitialLineLength(settings.limits().maxHeaderBytes())
        .setMaxChunkSize(CHUNK_BYTES)
        .setHttp2ClearTextEnabled(false)
        .setTracingPolicy(TracingPolicy.IGNORE);
  }

  /** A quarter of the shortest time-out, so that none is much exceeded. */
  private Duration tick() {
    DoorSettings.Timeouts timeouts = hall.settings().timeouts();
    Duration shortest =
        Stream.of(timeouts.head(), timeouts.body(), timeouts.answer(), timeouts.idle())
            .min(Duration::compareTo)
            .orElseThrow();
    long millis = Math.min(500, Math.max(10, shortest.toMillis() / 4));
    return Duration.ofMillis(millis);
  }

  private void opened(HttpConnection connection) {
    connection.exceptionHandler(e -> LOG.debug("Connection {}", connection.remoteAddress(), e));
    StrictDecoder.reads(connection, options);
    connections.opened(connection);
  }

  private void enter(HttpServerRequest request) {
    String path = request.path();
    if (path != null && Desks.owns(path)) {
      new Exchange(hall, connections, context, request).begin(path);
    } else {
      connections.began(request, null);
      new Guest(hall, connections, request).enter();
    }
  }

  /** A head that is no HTTP, or too long. */
  private void invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Problem problem;
    if (cause instanceof TooLongHttpHeaderException) {
      int most = hall.settings().limits().maxHeaderBytes();
      problem =
          new Problem(
              431,
              DoorReason.HEADERS_TOO_LARGE,
              "The header lines are longer than " + most + " bytes together; send fewer");
    } else if (cause instanceof TooLongHttpLineException) {
      problem = new Problem(414, DoorReason.HEADERS_TOO_LARGE, "The request line is too long");
    } else {
      problem =
          new Problem(
              400,
              DoorReason.MALFORMED,
              "The request's head is not HTTP/1.1, or tells its length in two ways");
    }
    connections.began(request, null);
    Buffer json = problem.json(null);
    Answers.problemHead(request.response(), problem, true);
    // Not end(): Vert.x would close at once, and the reset destroys the answer of a sender that is
    // still talking.
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(json.length()))
        .write(json);
    connections.leave(request.connection());
    hall.observer().answered("", problem.reason(), problem.status(), Duration.ZERO, 0);
  }
}
