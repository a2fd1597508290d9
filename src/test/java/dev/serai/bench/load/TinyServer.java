package dev.serai.bench.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers 202, but for every tenth request 503, and remembers the ids and bodies it got. */
final class TinyServer implements AutoCloseable {

  final Set<String> ids = ConcurrentHashMap.newKeySet();
  final Set<String> bodies = ConcurrentHashMap.newKeySet();
  final AtomicInteger requests = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final HttpServer server;

  TinyServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(threads);
    server.createContext("/take", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    ids.add(exchange.getRequestHeaders().getFirst("X-Id"));
    bodies.add(
        new String(
            exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    boolean refuse = requests.incrementAndGet() % 10 == 0;
    exchange.sendResponseHeaders(refuse ? 503 : 202, -1);
    exchange.close();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
