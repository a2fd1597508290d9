package dev.serai.source;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets so many through in a time, all at once if they come so; the generic cell rate algorithm. */
final class RateLimit {

  private final long interval;
  private final long burst;
  private final LongSupplier nanoTime;

  /** When the next would be due if all came evenly. */
  private final AtomicLong due;

  RateLimit(Admission.Rate rate, LongSupplier nanoTime) {
    this.interval = Math.max(1, rate.per().toNanos() / rate.count());
    this.burst = interval * (rate.count() - 1);
    this.nanoTime = nanoTime;
    this.due = new AtomicLong(nanoTime.getAsLong());
  }

  /** Zero when one more is let through, else how long to wait before it would be. */
  Duration take() {
    long now = nanoTime.getAsLong();
    while (true) {
      long before = due.get();
      long from = before - now > 0 ? before : now;
      long wait = from - now - burst;
      if (wait > 0) {
        return Duration.ofNanos(wait);
      }
      if (due.compareAndSet(before, from + interval)) {
        return Duration.ZERO;
      }
    }
  }
}
