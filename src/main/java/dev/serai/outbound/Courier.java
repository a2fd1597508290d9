package dev.serai.outbound;

import dev.serai.event.HttpEvents.HttpMessage;
import io.cloudevents.CloudEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Posts events to subscribers: one request each, signed, without following redirects, to public
 * addresses only. What it holds of an answer is its head. Safe for all threads.
 */
public final class Courier implements AutoCloseable {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int IDLE_SECONDS = 30;
  private static final int MOST_CONNECTIONS = 64;
  private static final int LOOK_UPS = 8;
  private static final int LONGEST_HEAD = 16 * 1024;

  /** More of an answer is not worth keeping the connection for. */
  private static final long MOST_OF_BODY = 64 * 1024;

  private final Vertx vertx;
  private final HttpClient client;
  private final WorkerExecutor lookUps;
  private final AddressGuard guard;
  private final InstantSource clock;

  /**
   * @param vertx whose threads do the work; stays open when this is closed
   */
  public Courier(Vertx vertx, InstantSource clock) {
    this(vertx, clock, InetAddress::getAllByName);
  }

  Courier(Vertx vertx, InstantSource clock, AddressGuard.Names names) {
    this.vertx = vertx;
    this.clock = clock;
    this.guard = new AddressGuard(names);
    // Not on the threads that the door uses: a name service may take its time.
    this.lookUps = vertx.createSharedWorkerExecutor("serai-courier", LOOK_UPS);
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setMaxPoolSize(MOST_CONNECTIONS)
                .setMaxHeaderSize(LONGEST_HEAD)
                .setMaxInitialLineLength(LONGEST_HEAD));
  }

  /** The way to one subscriber, made once; throws as {@link Route}. */
  public Route to(Subscriber subscriber) {
    return new Route(subscriber);
  }

  /** The way to one subscriber. */
  public final class Route {

    private final Subscriber to;
    private final Envelope envelope;

    /** Throws {@link IllegalArgumentException} for a secret that cannot sign. */
    Route(Subscriber to) {
      this.to = to;
      this.envelope = new Envelope(to);
    }

    /**
     * Posts one event; the stage fails with {@link DeliveryException} when there is no answer.
     * Throws {@link dev.serai.event.InvalidEventException} for what cannot be written.
     */
    public CompletionStage<Answer> post(CloudEvent event) {
      HttpMessage message = envelope.write(event, clock.instant());
      return lookUps
          .executeBlocking(() -> guard.resolve(to), false)
          .timeout(to.timeout().toMillis(), TimeUnit.MILLISECONDS)
          .recover(this::lookedUpInVain)
          .compose(address -> client.request(options(address)))
          .compose(request -> answered(request, message))
          .recover(this::told)
          .toCompletionStage();
    }

    private RequestOptions options(InetAddress address) {
      return new RequestOptions()
          .setMethod(HttpMethod.POST)
          .setServer(SocketAddress.inetSocketAddress(to.port(), address.getHostAddress()))
          .setHost(to.url().getHost())
          .setPort(to.port())
          .setSsl(to.isTls())
          .setFollowRedirects(false)
          .setURI(to.target());
    }

    private Future<Answer> answered(HttpClientRequest request, HttpMessage message) {
      message.headers().forEach(request::putHeader);
      request.putHeader("User-Agent", "Serai");
      long timer =
          vertx.setTimer(
              to.timeout().toMillis(),
              late ->
                  request.reset(
                      0,
                      new DeliveryException(
                          "no answer came within " + to.timeout().toMillis() + " ms", null)));
      return request
          .send(Buffer.buffer(message.body()))
          .map(
              response -> {
                drain(request, response, timer);
                return answer(response);
              })
          .onFailure(failure -> vertx.cancelTimer(timer));
    }

    private void drain(HttpClientRequest request, HttpClientResponse response, long timer) {
      AtomicLong read = new AtomicLong();
      response
          .handler(
              chunk -> {
                if (read.addAndGet(chunk.length()) > MOST_OF_BODY) {
                  vertx.cancelTimer(timer);
                  request.reset();
                }
              })
          .exceptionHandler(broken -> vertx.cancelTimer(timer))
          .endHandler(end -> vertx.cancelTimer(timer));
    }

    private Answer answer(HttpClientResponse response) {
      Map<String, String> headers = new HashMap<>();
      response
          .headers()
          .forEach(
              header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
      return new Answer(response.statusCode(), headers);
    }

    private Future<InetAddress> lookedUpInVain(Throwable failure) {
      return Future.failedFuture(
          failure instanceof TimeoutException
              ? new DeliveryException(
                  "subscription '%s': the name service did not tell the address of '%s' within %d ms"
                      .formatted(to.name(), to.url().getHost(), to.timeout().toMillis()),
                  failure)
              : failure);
    }

    private Future<Answer> told(Throwable failure) {
      if (failure instanceof DeliveryException known
          && known.getMessage().startsWith("subscription")) {
        return Future.failedFuture(failure);
      }
      Throwable cause =
          failure.getCause() instanceof DeliveryException ? failure.getCause() : failure;
      return Future.failedFuture(
          new DeliveryException(
              "subscription '%s': %s gives no answer: %s"
                  .formatted(to.name(), to.url().getHost(), cause.getMessage()),
              failure));
    }
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    client.close();
    lookUps.close();
  }
}
