package dev.serai.bench.bus;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Counts events up to an expected number and takes the time from the first to the last. */
public final class Counter {

  private final AtomicLong count = new AtomicLong();
  private final CountDownLatch done = new CountDownLatch(1);
  private final long expected;
  private volatile long first;
  private volatile long last;

  /** Starts anew. */
  public Counter(long expected) {
    this.expected = expected;
  }

  public void count() {
    long reached = count.incrementAndGet();
    if (reached == 1) {
      first = System.nanoTime();
    }
    if (reached == expected) {
      last = System.nanoTime();
      done.countDown();
    }
  }

  /**
   * Waits for the last; per second.
   *
   * @throws IllegalStateException when they do not come in time
   */
  public double rate(Duration patience) throws InterruptedException {
    if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(
          "only %d of %d events were handled within %s".formatted(count.get(), expected, patience));
    }
    return (expected - 1) / ((last - first) / 1e9);
  }
}
