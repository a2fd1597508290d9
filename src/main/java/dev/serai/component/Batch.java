package dev.serai.component;

import dev.serai.delivery.EventHandler;
import dev.serai.delivery.Failure;
import io.cloudevents.CloudEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Collects events until there are enough of them, or until the first has waited long enough, and
 * runs the lists on threads of its own, so many at once as its owner allows.
 */
final class Batch implements AutoCloseable {

  record Entry(CloudEvent event, int attempt, EventHandler.Done done) {}

  /** Where the lists go. */
  @FunctionalInterface
  interface Target {

    /** Runs {@code ended} when it is done with the list, now or later. A throw fails the list. */
    void accept(List<Entry> entries, Runnable ended);
  }

  private final int size;
  private final long timeoutMillis;
  private final int concurrency;
  private final Target target;
  private final ScheduledExecutorService timer;
  private final ExecutorService threads;
  private final Queue<List<Entry>> ready = new ArrayDeque<>();
  private List<Entry> entries = new ArrayList<>();
  private ScheduledFuture<?> flush;
  private int running;
  private boolean draining;

  /**
   * @param concurrency how many lists may be with the target at once
   */
  Batch(String name, int size, long timeoutMillis, int concurrency, Target target) {
    this.size = size;
    this.timeoutMillis = timeoutMillis;
    this.concurrency = concurrency;
    this.target = target;
    this.timer = Executors.newSingleThreadScheduledExecutor(daemons("serai-batch-" + name));
    this.threads = Executors.newCachedThreadPool(daemons("serai-" + name + "-batch"));
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  void add(Entry entry) {
    synchronized (this) {
      entries.add(entry);
      if (draining || entries.size() >= size) {
        take();
      } else if (entries.size() == 1) {
        flush = timer.schedule(this::flush, timeoutMillis, TimeUnit.MILLISECONDS);
      }
    }
    start();
  }

  /** Hands the entry on without company. */
  void alone(Entry entry) {
    synchronized (this) {
      ready.add(List.of(entry));
    }
    start();
  }

  /** Hands on what waits; from now on nothing waits for company. */
  void drain() {
    synchronized (this) {
      draining = true;
    }
    flush();
  }

  private void flush() {
    synchronized (this) {
      take();
    }
    start();
  }

  private void take() {
    if (!entries.isEmpty()) {
      ready.add(entries);
      entries = new ArrayList<>();
    }
    if (flush != null) {
      flush.cancel(false);
      flush = null;
    }
  }

  private void start() {
    for (List<Entry> next = next(); next != null; next = next()) {
      List<Entry> list = next;
      try {
        threads.execute(() -> run(list));
      } catch (RejectedExecutionException e) {
        // Closed: its group has left, the events come again to the next member.
        return;
      }
    }
  }

  private synchronized List<Entry> next() {
    List<Entry> next = running < concurrency ? ready.poll() : null;
    if (next != null) {
      running++;
    }
    return next;
  }

  private void run(List<Entry> list) {
    AtomicBoolean told = new AtomicBoolean();
    Runnable ended =
        () -> {
          if (told.compareAndSet(false, true)) {
            ended();
          }
        };
    try {
      target.accept(list, ended);
    } catch (Throwable thrown) {
      Failure failure = Failure.of(thrown);
      list.forEach(entry -> entry.done().failed(failure));
      ended.run();
    }
  }

  private void ended() {
    synchronized (this) {
      running--;
    }
    start();
  }

  /**
   * Ends its threads, interrupting what still runs. Only for when nobody adds any more: an entry
   * added afterwards is not handed on.
   */
  @Override
  public void close() {
    drain();
    timer.shutdownNow();
    threads.shutdownNow();
  }
}
