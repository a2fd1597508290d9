package dev.serai.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads {@code <name>-<n>}, made when needed and ended after 10 s without work. */
final class Threads implements Executor {

  private final ThreadPoolExecutor pool;

  Threads(String name) {
    AtomicInteger count = new AtomicInteger();
    ThreadFactory factory =
        task -> {
          Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    this.pool =
        new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
  }

  /** Runs the task at once on a thread of its own; after {@link #shutdown} it is left out. */
  @Override
  public void execute(Runnable task) {
    try {
      pool.execute(task);
    } catch (RejectedExecutionException e) {
      if (!pool.isShutdown()) {
        throw e;
      }
    }
  }

  void shutdown() {
    pool.shutdown();
  }

  void interrupt() {
    pool.shutdownNow();
  }
}
