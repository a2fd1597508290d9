package dev.serai.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Somebody who gets webhooks: a real server on this machine. */
final class Receiver implements AutoCloseable {

  /** One request; header names in lower case. */
  record Got(String path, Map<String, String> headers, byte[] body, Instant at) {}

  /** What is answered; a status of 0 never answers. */
  record Reply(int status, Map<String, String> headers) {
    static Reply of(int status, String... header) {
      return new Reply(status, header.length == 0 ? Map.of() : Map.of(header[0], header[1]));
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private volatile Function<Got, Reply> answer = request -> Reply.of(204);

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    Got request =
        new Got(
            exchange.getRequestURI().toString(),
            headers,
            exchange.getRequestBody().readAllBytes(),
            Instant.now());
    got.add(request);
    Reply reply = answer.apply(request);
    if (reply.status() > 0) {
      reply.headers().forEach(exchange.getResponseHeaders()::add);
      exchange.sendResponseHeaders(reply.status(), -1);
      exchange.close();
    }
  }

  void answers(Function<Got, Reply> with) {
    answer = with;
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  List<Got> got() {
    return got;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
