package dev.serai.manage;

import dev.serai.ledger.LedgerException;
import dev.serai.manage.view.ViewJson;
import dev.serai.observe.ManagementServer;
import dev.serai.observe.Problems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ties endpoints to paths; they run where they may block. */
final class Endpoints {

  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

  /** Answers one request; may block. */
  @FunctionalInterface
  interface Endpoint {
    Reply answer(Asked asked);
  }

  /** An answer that is ready to be sent. */
  private record Ready(int status, String title, String detail, byte[] json) {}

  private final ManagementServer server;

  Endpoints(ManagementServer server) {
    this.server = server;
  }

  /** Adds a question; parameters other than these are refused. */
  void get(String path, Set<String> parameters, Endpoint endpoint) {
    add(HttpMethod.GET, path, parameters, endpoint);
  }

  void post(String path, Endpoint endpoint) {
    add(HttpMethod.POST, path, Set.of(), endpoint);
  }

  private void add(HttpMethod method, String path, Set<String> parameters, Endpoint endpoint) {
    server
        .router()
        .route(method, "/manage" + path)
        .handler(
            context -> {
              Asked asked = Asked.of(context);
              server.blocking(
                  context, () -> run(asked, parameters, endpoint), ready -> send(context, ready));
            });
  }

  private static Ready run(Asked asked, Set<String> parameters, Endpoint endpoint)
      throws java.io.IOException {
    try {
      asked.allow(parameters);
      Reply reply = endpoint.answer(asked);
      return new Ready(reply.status(), null, null, ViewJson.write(reply.body()));
    } catch (Refused e) {
      return new Ready(e.status(), e.title(), e.getMessage(), null);
    } catch (LedgerException e) {
      LOG.warn("The ledger refused an operation", e);
      return new Ready(503, "Ledger in trouble", e.getMessage(), null);
    }
  }

  private static void send(RoutingContext context, Ready ready) {
    if (ready.json() == null) {
      Problems.answer(context, ready.status(), ready.title(), ready.detail());
      return;
    }
    context
        .response()
        .setStatusCode(ready.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(Buffer.buffer(ready.json()));
  }
}
