package dev.serai.source;

import dev.serai.source.scheme.SignedRequest;
import dev.serai.source.scheme.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes checks that take milliseconds on threads of their own, at most half of the processors, so
 * that a flood of them holds up no other connector. Each connector may have a few waiting; more are
 * answered 503.
 */
final class SlowChecks implements AutoCloseable {

  /** A tenth of a second's work or so. */
  static final int MOST_WAITING = 64;

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int IDLE_SECONDS = 30;

  private final ThreadPoolExecutor threads;
  private final Map<Desk, Semaphore> places = new ConcurrentHashMap<>();

  SlowChecks() {
    int size = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    AtomicInteger count = new AtomicInteger();
    // Unbounded as a whole, because each connector is bounded by itself.
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "serai-verify-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** Fails with {@link RefusedException} when too many of this connector's wait already. */
  CompletionStage<Verdict> verify(Desk desk, SignedRequest request) {
    Semaphore place = places.computeIfAbsent(desk, first -> new Semaphore(MOST_WAITING));
    if (!place.tryAcquire()) {
      return CompletableFuture.failedFuture(
          new RefusedException(
              503,
              DoorReason.BUSY.word(),
              "Too many deliveries of this connector wait to be verified; send again later",
              SOON,
              null));
    }
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return desk.scheme().verify(request);
          } finally {
            place.release();
          }
        },
        threads);
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
