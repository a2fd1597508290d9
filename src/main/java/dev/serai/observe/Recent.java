package dev.serai.observe;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A value that is slow to get: asked for by at most one thread at a time, kept for a moment, and
 * not waited for longer than its reader has patience. Safe for all threads.
 */
final class Recent<T> {

  private final Supplier<T> source;
  private final Duration keep;
  private final Duration patience;
  private final Executor executor;
  private volatile CompletableFuture<T> latest;
  private long askedAt;

  Recent(Supplier<T> source, Duration keep, Duration patience, Executor executor) {
    this.source = source;
    this.keep = keep;
    this.patience = patience;
    this.executor = executor;
  }

  /** Begins to get the value unless one is on its way or still fresh; does not wait for it. */
  synchronized void begin() {
    boolean fresh = System.nanoTime() - askedAt < keep.toNanos();
    if (latest == null || (latest.isDone() && !fresh)) {
      askedAt = System.nanoTime();
      latest = CompletableFuture.supplyAsync(source, executor);
    }
  }

  /** The value; empty when it does not come in time. Blocks; throws what the source threw. */
  Optional<T> get() {
    begin();
    try {
      return Optional.of(latest.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }
}
