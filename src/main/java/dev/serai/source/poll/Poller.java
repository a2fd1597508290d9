package dev.serai.source.poll;

import dev.serai.source.WebhookHandler;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Polls everything that is configured, each in its own rhythm and at most eight at once. No thread
 * waits for the network; documents are read on threads of its own. Safe for all threads.
 */
public final class Poller implements AutoCloseable {

  private static final int WORKERS = 4;
  private static final int AT_ONCE = 8;

  private final ThreadPoolExecutor workers;
  private final Fetcher fetcher;
  private final List<PolledConnector> connectors;

  /** Starts nothing yet. {@code handlers} gives the way on from each connector. */
  public Poller(
      Vertx vertx,
      Collection<PollSettings> settings,
      PollMemory memory,
      PollClock clock,
      Function<String, WebhookHandler> handlers,
      PollObserver observer) {
    AtomicInteger count = new AtomicInteger();
    workers =
        new ThreadPoolExecutor(
            WORKERS,
            WORKERS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "serai-poll-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            },
            (task, pool) -> {});
    workers.allowCoreThreadTimeOut(true);
    fetcher = new Fetcher(vertx, workers, clock::now);
    Turns turns = new Turns(AT_ONCE);
    connectors =
        settings.stream()
            .map(
                each ->
                    new PolledConnector(
                        each,
                        fetcher,
                        workers,
                        memory,
                        clock,
                        handlers.apply(each.connector()),
                        observer,
                        turns))
            .toList();
  }

  /** The first polls begin within ten seconds. */
  public void start() {
    connectors.forEach(PolledConnector::start);
  }

  public List<PollStatus> statuses() {
    return connectors.stream().map(PolledConnector::status).toList();
  }

  /** Begins no poll any more; what is under way comes again. Idempotent. */
  @Override
  public void close() {
    connectors.forEach(PolledConnector::close);
    fetcher.close();
    workers.shutdown();
  }
}
