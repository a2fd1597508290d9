package dev.serai.source.poll;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Something to poll, on a port of its own. */
public final class WebServer implements AutoCloseable {

  /** One answer; a header's value may be null for none. */
  public record Answer(int status, byte[] body, Map<String, String> headers) {

    public static Answer ok(String body, String... headers) {
      return of(200, body, headers);
    }

    public static Answer of(int status, String body, String... headers) {
      Map<String, String> all = new ConcurrentHashMap<>();
      for (int i = 0; i < headers.length; i += 2) {
        all.put(headers[i], headers[i + 1]);
      }
      return new Answer(status, body.getBytes(StandardCharsets.UTF_8), all);
    }
  }

  /** What came. */
  public record Request(URI uri, Headers headers) {

    public String header(String name) {
      return headers.getFirst(name);
    }
  }

  /** Answers a request. */
  @FunctionalInterface
  public interface Page {
    Answer answer(Request request) throws IOException;
  }

  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  public WebServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  private void serve(HttpExchange exchange) throws IOException {
    Request request = new Request(exchange.getRequestURI(), exchange.getRequestHeaders());
    requests.add(request);
    Page page = pages.get(exchange.getRequestURI().getPath());
    Answer answer = page == null ? Answer.of(404, "") : page.answer(request);
    try (exchange) {
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      boolean empty = answer.body().length == 0;
      exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
      if (!empty) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  public void at(String path, Page page) {
    pages.put(path, page);
  }

  public void at(String path, Answer answer) {
    at(path, request -> answer);
  }

  public List<Request> requests() {
    return requests;
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
