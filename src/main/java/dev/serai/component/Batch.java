package dev.serai.component;

import dev.serai.delivery.EventHandler;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Collects events until there are enough of them, or until the first has waited long enough. */
final class Batch implements AutoCloseable {

  record Entry(CloudEvent event, int attempt, EventHandler.Done done) {}

  private final int size;
  private final long timeoutMillis;
  private final Consumer<List<Entry>> target;
  private final ScheduledExecutorService timer;
  private List<Entry> entries = new ArrayList<>();
  private ScheduledFuture<?> flush;

  Batch(int size, long timeoutMillis, Consumer<List<Entry>> target) {
    this.size = size;
    this.timeoutMillis = timeoutMillis;
    this.target = target;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "serai-batch");
              thread.setDaemon(true);
              return thread;
            });
  }

  void add(Entry entry) {
    List<Entry> full = null;
    synchronized (this) {
      entries.add(entry);
      if (entries.size() >= size) {
        full = take();
      } else if (entries.size() == 1) {
        flush = timer.schedule(this::flush, timeoutMillis, TimeUnit.MILLISECONDS);
      }
    }
    if (full != null) {
      target.accept(full);
    }
  }

  private void flush() {
    List<Entry> waiting;
    synchronized (this) {
      waiting = take();
    }
    if (!waiting.isEmpty()) {
      target.accept(waiting);
    }
  }

  private List<Entry> take() {
    List<Entry> taken = entries;
    entries = new ArrayList<>();
    if (flush != null) {
      flush.cancel(false);
      flush = null;
    }
    return taken;
  }

  /** Hands on what waits; an event added afterwards is still handed on after its time. */
  @Override
  public void close() {
    flush();
    timer.shutdown();
  }
}
