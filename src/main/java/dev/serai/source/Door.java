package dev.serai.source;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's one HTTP port: webhooks, CloudEvents, and behind them whatever is mounted on {@link
 * #router()}. Safe for all threads; the blocking calls must not come from an event loop.
 */
public final class Door implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final Duration VERTX_CLOSE = Duration.ofSeconds(10);

  private final Hall hall;
  private final Vertx vertx;
  private final List<Entrance> entrances = new CopyOnWriteArrayList<>();
  private boolean closed;

  /**
   * Starts threads, and listens nowhere yet.
   *
   * @throws DoorException for connectors that cannot work: an unknown scheme, no secret, two of one
   *     name
   */
  public Door(
      DoorSettings settings, Collection<WebhookConnector> connectors, DoorObserver observer) {
    Desks desks = new Desks(connectors);
    connectors.forEach(connector -> refuseTooLarge(connector, settings.limits()));
    List<AddressRange> proxies = settings.proxies().stream().map(AddressRange::of).toList();
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(settings.eventLoops())
                .setWorkerPoolSize(settings.workers())
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    hall =
        new Hall(
            settings,
            desks,
            new InFlight(settings.limits()),
            observer,
            new FailureLog(),
            Router.router(vertx),
            proxies,
            new SlowChecks());
    Guest.seeOff(hall.router());
  }

  private static void refuseTooLarge(WebhookConnector connector, DoorSettings.Limits limits) {
    if (connector.maxBodyBytes() > limits.maxInFlightBytes()) {
      throw new DoorException(
          "connector '%s': maxBytes (%d) is more than maxInFlightBytes (%d), so no body of that size would ever be let in; raise maxInFlightBytes or lower maxBytes"
              .formatted(connector.name(), connector.maxBodyBytes(), limits.maxInFlightBytes()),
          null);
    }
  }

  /**
   * Listens; returns when connections are taken.
   *
   * @throws DoorException when the address cannot be had; the door is closed then
   */
  public void start() {
    try {
      // One after another: where the first finds the port taken, there is nothing to undo.
      for (int i = 0; i < hall.settings().eventLoops(); i++) {
        Entrance entrance = new Entrance(hall);
        vertx.deployVerticle(entrance).toCompletionStage().toCompletableFuture().get();
        entrances.add(entrance);
      }
    } catch (ExecutionException e) {
      close();
      throw new DoorException(why(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new DoorException("interrupted while opening the door", e);
    }
  }

  /**
   * Finds out early whether {@link #start} can have the address; listens for a moment.
   *
   * @throws DoorException when it cannot be had
   */
  public void checkPort() {
    DoorSettings settings = hall.settings();
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(settings.host(), settings.port()));
    } catch (IOException e) {
      throw new DoorException(why(e), e);
    }
  }

  /** Whether connections are taken. */
  public boolean listens() {
    return entrances.size() == hall.settings().eventLoops();
  }

  private String why(Throwable cause) {
    String host = hall.settings().host();
    int port = hall.settings().port();
    String said = String.valueOf(cause.getMessage());
    if (cause instanceof UnknownHostException
        || cause instanceof UnresolvedAddressException
        || said.contains("Unresolved address")) {
      return "host '" + host + "' is unknown; use an address of this machine, or 0.0.0.0 for all";
    }
    if (said.contains("Permission denied")) {
      return "port " + port + " needs a privilege this process lacks; choose one above 1023";
    }
    if (said.contains("assign requested address")) {
      return "host '" + host + "' is no address of this machine; use one of its own, or 0.0.0.0";
    }
    if (cause instanceof BindException) {
      return "port "
          + port
          + " on "
          + host
          + " is in use by another program, perhaps another hub; stop that one or choose another"
          + " port (0 takes any free one): "
          + said;
    }
    return "cannot listen on " + host + ":" + port + ": " + said;
  }

  /** The port that is listened on, also when the settings left the choice open. */
  public int port() {
    return entrances.get(0).port();
  }

  /** Requests that are read or handled now. */
  public int requestsInFlight() {
    return hall.inFlight().requests();
  }

  /** Memory that their bodies take now. */
  public long bytesInFlight() {
    return hall.inFlight().bytes();
  }

  /** For what shares this door's threads. */
  public Vertx vertx() {
    return vertx;
  }

  /** Bytes that a body may have where no connector says otherwise. */
  public int maxBodyBytes() {
    return hall.settings().limits().maxBodyBytes();
  }

  /**
   * Gets every request outside {@code /webhooks/} and {@code /events}, within the door's limits;
   * routes may come and go.
   */
  public Router router() {
    return hall.router();
  }

  /** A handler's hold on a connector; closing it is idempotent and ends that hold only. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * From now on this handler takes the deliveries of a webhook connector; without one they get 503.
   *
   * @throws IllegalArgumentException for an unknown connector, or one of kind cloudevents
   * @throws IllegalStateException when another handler takes them
   */
  public Registration register(String connector, WebhookHandler handler) {
    return hold(connector, hall.desks().webhook(connector), handler);
  }

  /** As {@link #register}, for a connector of kind cloudevents. */
  public Registration registerEvents(String connector, CloudEventsHandler handler) {
    return hold(connector, hall.desks().cloudEvents(connector), handler);
  }

  /** As {@link #register}, with the handler that fits the connector's kind. */
  public Registration connect(
      String connector, WebhookHandler webhooks, CloudEventsHandler events) {
    return hall.desks().isWebhook(connector)
        ? register(connector, webhooks)
        : registerEvents(connector, events);
  }

  private static <T> Registration hold(String connector, AtomicReference<T> place, T handler) {
    if (!place.compareAndSet(null, handler)) {
      throw new IllegalStateException(
          "the deliveries of connector '"
              + connector
              + "' are taken by another route; remove one of the two, or send them on from there");
    }
    AtomicBoolean held = new AtomicBoolean(true);
    return () -> {
      if (held.getAndSet(false)) {
        place.compareAndSet(handler, null);
      }
    };
  }

  /**
   * Refuses new requests with 503, waits for those in flight as long as the settings say, then
   * closes every connection. Idempotent.
   */
  @Override
  public void close() {
    synchronized (entrances) {
      if (closed) {
        return;
      }
      closed = true;
    }
    entrances.forEach(Entrance::closeIdle);
    int left = hall.inFlight().requests();
    if (!done(hall.inFlight().drain(), hall.settings().timeouts().close())) {
      LOG.warn(
          "The door closes on requests that were not done within {} (of {} in flight); their"
              + " senders get no answer and send again",
          hall.settings().timeouts().close(),
          left);
    }
    hall.checks().close();
    if (!done(vertx.close().toCompletionStage(), VERTX_CLOSE)) {
      LOG.warn("Threads of the door are still at work after {}", VERTX_CLOSE);
    }
  }

  private static boolean done(CompletionStage<?> stage, Duration within) {
    try {
      stage.toCompletableFuture().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("Closing", e);
      return false;
    }
  }
}
