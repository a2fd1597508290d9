package dev.serai.observe;

import dev.serai.observe.HealthCheck.Probe;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.BindException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The management port: health and metrics under {@code /observe}, and what is mounted beside them.
 * Whatever may block runs on four threads of its own. Safe for all threads; {@link #start} and
 * {@link #close} block and must not come from an event loop.
 */
public final class ManagementServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
  private static final int THREADS = 4;
  private static final int MOST_WAITING = 64;
  private static final int IDLE_SECONDS = 30;
  private static final int CLOSE_SECONDS = 10;

  private final ManagementSettings settings;
  private final MetricsPage metrics;
  private final Router router;
  private final HttpServer server;
  private final WorkerExecutor workers;
  private final AtomicInteger waiting = new AtomicInteger();

  /** Listens nowhere yet. */
  public ManagementServer(
      Vertx vertx, ManagementSettings settings, Health health, MetricsPage metrics) {
    this.settings = settings;
    this.metrics = metrics;
    router = Router.router(vertx);
    workers = vertx.createSharedWorkerExecutor("serai-management", THREADS);
    server =
        vertx.createHttpServer(
            new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setHttp2ClearTextEnabled(false));
    router.route().handler(new HostGuard(settings.hosts()));
    observe("/observe/health", context -> report(context, health::all));
    observe("/observe/health/live", context -> report(context, () -> health.of(Probe.LIVE)));
    observe("/observe/health/ready", context -> report(context, () -> health.of(Probe.READY)));
    observe("/observe/metrics", this::metrics);
    router.errorHandler(
        404,
        context ->
            Problems.answer(
                context,
                404,
                "Not found",
                "Nothing is at '"
                    + context.normalizedPath()
                    + "'; known are /observe/health, /observe/health/live, /observe/health/ready,"
                    + " /observe/metrics and /manage"));
    router.errorHandler(
        405,
        context ->
            Problems.answer(
                context,
                405,
                "Method not allowed",
                context.request().method()
                    + " does nothing at '"
                    + context.normalizedPath()
                    + "'"));
    router.errorHandler(
        413,
        context ->
            Problems.answer(context, 413, "Body too large", "A request may hold at most 1 MiB"));
    router.errorHandler(500, ManagementServer::failed);
  }

  private void observe(String path, io.vertx.core.Handler<RoutingContext> handler) {
    router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
  }

  /** For other paths; every request has passed the check of its Host. */
  public Router router() {
    return router;
  }

  /**
   * Runs what may block on the management threads, then ends the request with it: 500 when it
   * throws, 503 when too many wait.
   */
  public <T> void blocking(
      RoutingContext context, Callable<T> work, java.util.function.Consumer<T> answer) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
      Problems.answer(context, 503, "Too much in flight", "Ask again in a second");
      return;
    }
    workers
        .executeBlocking(work, false)
        .onComplete(
            done -> {
              waiting.decrementAndGet();
              if (done.failed()) {
                context.fail(done.cause());
              } else {
                answer.accept(done.result());
              }
            });
  }

  /**
   * Listens; returns when connections are taken.
   *
   * @throws ManagementException when the address cannot be had
   */
  public void start() {
    try {
      server
          .requestHandler(router)
          .listen(settings.port(), settings.host())
          .toCompletionStage()
          .toCompletableFuture()
          .get();
    } catch (ExecutionException e) {
      throw new ManagementException(why(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ManagementException("interrupted while opening the management port", e);
    }
  }

  private String why(Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    if (cause instanceof BindException && said.contains("in use")) {
      return "management port "
          + settings.port()
          + " on "
          + settings.host()
          + " is in use by another program, perhaps another hub; stop that one or choose another"
          + " management port (0 takes any free one): "
          + said;
    }
    return "cannot open the management port "
        + settings.port()
        + " on "
        + settings.host()
        + "; choose an address of this machine and a free port: "
        + said;
  }

  /** The port that is listened on, also when the settings left the choice open. */
  public int port() {
    return server.actualPort();
  }

  /** Takes no more connections and ends those there are; idempotent. */
  @Override
  public void close() {
    await(server.close().toCompletionStage());
    await(workers.close().toCompletionStage());
  }

  private static void await(CompletionStage<Void> stage) {
    try {
      stage.toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The management port closes with work undone", e);
    }
  }

  private void report(RoutingContext context, Supplier<HealthReport> report) {
    blocking(context, report::get, told -> answer(context, told));
  }

  private static void answer(RoutingContext context, HealthReport report) {
    JsonArray checks = new JsonArray();
    for (HealthReport.Check check : report.checks()) {
      checks.add(
          new JsonObject()
              .put("name", check.name())
              .put("status", check.status())
              .put("detail", check.detail()));
    }
    context
        .response()
        .setStatusCode(report.up() ? 200 : 503)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(new JsonObject().put("status", report.status()).put("checks", checks).toBuffer());
  }

  private void metrics(RoutingContext context) {
    String accept = context.request().getHeader(HttpHeaders.ACCEPT);
    blocking(
        context,
        () -> metrics.scrape(accept),
        page ->
            context
                .response()
                .putHeader(HttpHeaders.CONTENT_TYPE, page.contentType())
                .end(io.vertx.core.buffer.Buffer.buffer(page.body())));
  }

  private static void failed(RoutingContext context) {
    LOG.error("The management port failed at {}", context.normalizedPath(), context.failure());
    Problems.answer(context, 500, "Failed", "The hub could not answer; its log tells why");
  }
}
