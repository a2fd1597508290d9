package dev.serai.bus.servicebus.twin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The management endpoint: topics and subscriptions as Atom entries over HTTP. */
final class AdminServer {

  private final Twin twin;
  private HttpServer server;
  private ExecutorService threads;
  private int port;

  AdminServer(Twin twin) {
    this.twin = twin;
  }

  synchronized void start() {
    if (server != null) {
      return;
    }
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    port = server.getAddress().getPort();
    threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "service-bus-twin-admin");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  synchronized void stop() {
    if (server != null) {
      server.stop(0);
      threads.shutdownNow();
      server = null;
    }
  }

  String url() {
    return "http://localhost:" + port;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      AdminDesk.Reply reply = reply(exchange, body);
      byte[] bytes = reply.xml().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/atom+xml");
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private AdminDesk.Reply reply(HttpExchange exchange, String body) {
    int told = twin.faults().adminStatus;
    if (told != 0) {
      return AdminDesk.failed(told, "told to refuse");
    }
    if (!twin.tokens().isSigned(exchange.getRequestHeaders().getFirst("Authorization"))
        || twin.faults().refuseTokens) {
      return AdminDesk.failed(401, "InvalidSignature: The token has an invalid signature.");
    }
    boolean update = exchange.getRequestHeaders().containsKey("If-Match");
    return twin.loop()
        .call(
            () ->
                new AdminDesk(twin.entities())
                    .answer(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        body,
                        update));
  }
}
