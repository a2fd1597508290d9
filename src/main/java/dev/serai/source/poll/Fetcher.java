package dev.serai.source.poll;

import dev.serai.source.poll.PollException.Reason;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Gets documents over HTTP, within bounds of time, size, redirects and addresses. */
final class Fetcher implements AutoCloseable {

  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> FOR_GOOD = Set.of(301, 308);
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /**
   * What to get.
   *
   * @param etag null when there is none, as {@code lastModified}
   */
  record Wanted(PollSettings settings, URI url, String accept, String etag, String lastModified) {}

  private final Vertx vertx;
  private final HttpClient client;
  private final Executor workers;
  private final Supplier<Instant> clock;

  Fetcher(Vertx vertx, Executor workers, Supplier<Instant> clock) {
    this.vertx = vertx;
    this.workers = workers;
    this.clock = clock;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) CONNECT.toMillis())
                .setKeepAliveTimeout(10)
                .setMaxHeaderSize(32 << 10)
                .setDecompressionSupported(false));
  }

  /** Fails with {@link PollException}. */
  CompletionStage<Fetched> fetch(Wanted wanted) {
    CompletableFuture<Fetched> fetched = new CompletableFuture<>();
    Visit visit = new Visit(wanted, fetched);
    visit.timer =
        vertx.setTimer(
            wanted.settings.limits().timeout().toMillis(),
            fired ->
                visit.fail(
                    PollException.of(
                        Reason.TIMEOUT,
                        "%s gave no whole answer within %d s; if it is that slow, raise timeout"
                            .formatted(
                                PollSettings.shown(wanted.url),
                                wanted.settings.limits().timeout().toSeconds()))));
    visit.go(wanted.url);
    return fetched;
  }

  @Override
  public void close() {
    client.close();
  }

  /** One document, over its redirects. */
  private final class Visit {
    final Wanted wanted;
    final CompletableFuture<Fetched> fetched;
    final AddressGuard guard;
    volatile long timer;
    private volatile HttpClientRequest current;
    private int redirects;
    private URI moved;
    private boolean permanent = true;

    Visit(Wanted wanted, CompletableFuture<Fetched> fetched) {
      this.wanted = wanted;
      this.fetched = fetched;
      this.guard = new AddressGuard(wanted.settings.url(), wanted.settings.allow());
    }

    void go(URI url) {
      workers.execute(
          () -> {
            try {
              request(url, guard.check(url));
            } catch (RuntimeException e) {
              fail(e);
            }
          });
    }

    private void request(URI url, InetAddress address) {
      boolean tls = url.getScheme().equalsIgnoreCase("https");
      int port = port(url);
      String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
      RequestOptions options =
          new RequestOptions()
              .setMethod(HttpMethod.GET)
              .setSsl(tls)
              .setHost(url.getHost().replaceAll("[\\[\\]]", ""))
              .setPort(port)
              .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
              .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery());
      headers(url).forEach(options::putHeader);
      client
          .request(options)
          .onFailure(cause -> fail(unreachable(url, cause)))
          .onSuccess(
              request -> {
                current = request;
                if (fetched.isDone()) {
                  request.reset();
                  return;
                }
                request
                    .send()
                    .onFailure(cause -> fail(unreachable(url, cause)))
                    .onSuccess(response -> answered(url, response));
              });
    }

    private MultiMap headers(URI url) {
      MultiMap headers = MultiMap.caseInsensitiveMultiMap();
      headers.set("Accept", wanted.accept);
      headers.set("Accept-Encoding", "gzip");
      headers.set("User-Agent", "Serai");
      URI home = wanted.settings.url();
      if (isSameOrigin(home, url)) {
        if (home.getRawUserInfo() != null) {
          String user = java.net.URLDecoder.decode(home.getRawUserInfo(), StandardCharsets.UTF_8);
          headers.set(
              "Authorization",
              "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        for (Map.Entry<String, String> header : wanted.settings.headers().entrySet()) {
          headers.set(header.getKey(), header.getValue());
        }
      }
      if (wanted.etag != null) {
        headers.set("If-None-Match", wanted.etag);
      }
      if (wanted.lastModified != null) {
        headers.set("If-Modified-Since", wanted.lastModified);
      }
      return headers;
    }

    private void answered(URI url, HttpClientResponse response) {
      // Also told when the poller itself turns away; only the first failure counts.
      response.exceptionHandler(cause -> fail(unreachable(url, cause)));
      int status = response.statusCode();
      String location = response.getHeader("Location");
      if (REDIRECTS.contains(status) && location != null) {
        response.exceptionHandler(cause -> {});
        response.request().reset();
        redirected(url, status, location.strip());
      } else if (status == 304 || status / 100 == 2) {
        body(url, response);
      } else {
        fail(refusal(url, response));
      }
    }

    private void redirected(URI from, int status, String location) {
      try {
        URI to = Addresses.absolute(from, location);
        redirects++;
        permanent &= FOR_GOOD.contains(status);
        moved = permanent ? to : moved;
        if (Addresses.losesTls(from, to)) {
          throw PollException.of(
              Reason.REFUSED,
              "%s redirects to %s without TLS; write that url yourself if it is meant"
                  .formatted(PollSettings.shown(from), PollSettings.shown(to)));
        }
        if (redirects > MOST_REDIRECTS) {
          throw PollException.of(
              Reason.REFUSED,
              "%s redirects more than %d times"
                  .formatted(PollSettings.shown(wanted.url), MOST_REDIRECTS));
        }
        go(to);
      } catch (PollException e) {
        fail(e);
      }
    }

    private void body(URI url, HttpClientResponse response) {
      int most = wanted.settings.limits().maxBytes();
      Buffer whole = Buffer.buffer();
      response.handler(
          chunk -> {
            if (whole.length() + chunk.length() > most) {
              fail(Fetched.tooLarge(most));
            } else if (!fetched.isDone()) {
              whole.appendBuffer(chunk);
            }
          });
      response.endHandler(
          ended -> {
            vertx.cancelTimer(timer);
            fetched.complete(
                new Fetched(
                    url,
                    response.statusCode() == 304,
                    whole.getBytes(),
                    new Fetched.Headers(
                        response.getHeader("Content-Type"),
                        response.getHeader("Content-Encoding"),
                        response.getHeader("ETag"),
                        response.getHeader("Last-Modified"),
                        String.join(", ", response.headers().getAll("Link"))),
                    moved));
          });
    }

    private PollException refusal(URI url, HttpClientResponse response) {
      int status = response.statusCode();
      String advice =
          switch (status) {
            case 401, 403 -> "; check the headers and secrets of the connector";
            case 404 -> "; is the url right?";
            case 410 -> ": it is gone for good; remove the connector";
            case 429 -> ": too many requests; raise every";
            default -> "";
          };
      boolean busy = status == 429 || status == 503;
      return new PollException(
          busy ? Reason.BUSY : Reason.STATUS,
          "%s answered %d%s".formatted(PollSettings.shown(url), status, advice),
          status == 410 ? Duration.ofDays(1) : retryAfter(response.getHeader("Retry-After")),
          null);
    }

    private PollException unreachable(URI url, Throwable cause) {
      return new PollException(
          Reason.UNREACHABLE,
          "%s cannot be reached: %s".formatted(PollSettings.shown(url), cause.getMessage()),
          null,
          cause);
    }

    void fail(Throwable cause) {
      if (fetched.completeExceptionally(cause)) {
        vertx.cancelTimer(timer);
        HttpClientRequest request = current;
        if (request != null) {
          request.reset();
        }
      }
    }
  }

  private static boolean isSameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  private static int port(URI url) {
    int usual = url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    return url.getPort() >= 0 ? url.getPort() : usual;
  }

  /** Null when it is not there or not readable. */
  private Duration retryAfter(String header) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(clock.get(), at);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
