package dev.serai.bench.broker;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A bounded number of things that are under way. */
final class UnderWay {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final int most;
  private final Semaphore free;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  UnderWay(int most) {
    this.most = most;
    this.free = new Semaphore(most);
  }

  /** One more; waits for another to end when there are as many as may be. Fails once one has. */
  void begin() throws InterruptedException {
    take(1);
  }

  /**
   * @param cause null when it ended well
   */
  void ended(Throwable cause) {
    if (cause != null) {
      failure.compareAndSet(null, cause);
    }
    free.release();
  }

  /** Waits for all. */
  void await() throws InterruptedException {
    take(most);
    free.release(most);
  }

  private void take(int count) throws InterruptedException {
    if (!free.tryAcquire(count, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the broker confirmed nothing for " + PATIENCE);
    }
    if (failure.get() != null) {
      throw new IllegalStateException("not everything was confirmed", failure.get());
    }
  }
}
