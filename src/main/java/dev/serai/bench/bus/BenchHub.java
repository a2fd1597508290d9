package dev.serai.bench.bus;

import dev.serai.bus.Publication;
import dev.serai.hub.Hub;
import dev.serai.hub.HubOptions;
import dev.serai.ledger.EventQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A hub in a folder of its own, with what the suites do to its bus. */
public final class BenchHub implements AutoCloseable {

  private static final int WINDOW = 2_048;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final String CONNECTORS =
      """
      policies:
        later: { attempts: 5, backoff: { initial: 1h, factor: 1, max: 1h, jitter: 0 } }
      """;

  private static final String ROUTE =
      """
      - route:
          id: %1$s
          from:
            uri: bus:%1$s
            parameters: { group: bench, from: %3$s, order: %2$s, policy: later }
            steps:
              - setHeader: { name: kind, simple: "${header.CamelCloudEventType}" }
              - setProperty: { name: about, simple: "${header.CamelCloudEventSubject}" }
              - process: { ref: %1$s }
      """;

  private final Hub hub;

  BenchHub(Path folder) throws IOException {
    this(folder, "");
  }

  /**
   * @param connectors more for {@code connectors.yaml}
   */
  public BenchHub(Path folder, String connectors) throws IOException {
    hub =
        Hub.start(
            new HubOptions(
                Files.writeString(folder.resolve("connectors.yaml"), CONNECTORS + connectors),
                Files.createDirectories(folder.resolve("routes")),
                folder.resolve("data"),
                OptionalInt.of(0),
                OptionalInt.of(0),
                name -> null));
  }

  /** Publishes one by one with at most 2,048 under way; per second, until the last is durable. */
  public double publish(String channel, int count) throws InterruptedException {
    Semaphore window = new Semaphore(WINDOW);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    long began = System.nanoTime();
    for (int n = 0; n < count; n++) {
      window.acquire();
      hub.dispatcher()
          .publish(Publication.of(channel, Workload.event(n)))
          .whenComplete(
              (receipt, e) -> {
                if (e != null) {
                  failure.set(e);
                }
                window.release();
              });
    }
    if (!window.tryAcquire(WINDOW, PATIENCE.toSeconds(), TimeUnit.SECONDS)
        || failure.get() != null) {
      throw new IllegalStateException("not everything was published", failure.get());
    }
    return count / ((System.nanoTime() - began) / 1e9);
  }

  /** What a route's last step does with an exchange. */
  public interface Step {
    void take(Exchange exchange);
  }

  /** Consumes a channel from its beginning through a route of three cheap steps. */
  double consume(String channel, String order, Counter counter, Step step) throws Exception {
    return consume(channel, order, "earliest", counter, step);
  }

  /** Consumes, by a group that is there already, what was published since it is. */
  public double consumeOn(String channel, int count) throws Exception {
    Counter counter = new Counter(count);
    return consume(channel, "none", "latest", counter, exchange -> counter.count());
  }

  private double consume(String channel, String order, String from, Counter counter, Step step)
      throws Exception {
    serve(channel, order, from, step);
    try {
      return counter.rate(PATIENCE);
    } finally {
      hub.camel().getRouteController().stopRoute(channel);
      hub.camel().removeRoute(channel);
    }
  }

  /** Begins to consume a channel through a route of three cheap steps, until the hub is closed. */
  public void serve(String channel, String order, String from, Step step) throws Exception {
    var camel = hub.camel();
    camel.getRegistry().bind(channel, (org.apache.camel.Processor) step::take);
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(
            ResourceHelper.fromString(
                channel + ".camel.yaml", ROUTE.formatted(channel, order, from)));
  }

  /** As {@link #consume(String, String, Counter, Step)}, with a step that only counts. */
  double consume(String channel, String order, int count) throws Exception {
    Counter counter = new Counter(count);
    return consume(channel, order, counter, exchange -> counter.count());
  }

  /** Waits until the event log holds so many events of a channel. */
  public void awaitLogged(String channel, int count) {
    EventQuery all = new EventQuery(channel, null, null, Set.of(), null, null, null);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (hub.ledger().events().count(all) < count) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the event log does not get what was published");
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  @Override
  public void close() {
    hub.close();
  }
}
