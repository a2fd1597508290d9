package dev.serai.bus.embedded;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The few threads that fetch for all groups; each group uses one of them at a time. */
final class FetchThreads implements Executor, AutoCloseable {

  private static final int MOST = 4;
  private static final int IDLE_SECONDS = 30;

  private final AtomicInteger made = new AtomicInteger();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          MOST,
          MOST,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          this::thread,
          // After close there is nothing left to fetch.
          new ThreadPoolExecutor.DiscardPolicy());

  FetchThreads() {
    threads.allowCoreThreadTimeOut(true);
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "serai-embedded-fetch-" + made.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
