package dev.serai.conformance;

import dev.serai.bus.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;

/**
 * Time that stands still until a test moves it. Timers run on the thread that moves it, in order of
 * their time, each at its own time.
 */
public final class VirtualScheduler implements Scheduler {

  private static final Duration STEP = Duration.ofMillis(100);
  private static final long PATIENCE_SECONDS = 30;

  private record Entry(Duration at, long number, Runnable task) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Entry> timers = new PriorityQueue<>();
  private Instant clock = Instant.parse("2026-01-01T00:00:00Z");
  private Duration elapsed = Duration.ZERO;
  private long numbers;

  @Override
  public synchronized Instant now() {
    return clock;
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable task) {
    Duration wait = delay.isNegative() ? Duration.ZERO : delay;
    Entry entry = new Entry(elapsed.plus(wait), numbers++, task);
    timers.add(entry);
    return () -> cancel(entry);
  }

  private synchronized void cancel(Entry entry) {
    timers.remove(entry);
  }

  /** Lets time pass. */
  public void advance(Duration by) {
    Duration end;
    synchronized (this) {
      end = elapsed.plus(by);
    }
    for (Entry next = next(end); next != null; next = next(end)) {
      next.task().run();
    }
    synchronized (this) {
      pass(end);
    }
  }

  /** Sets the clock without letting time pass, as an operator does; may be negative. */
  public synchronized void setClockBy(Duration by) {
    clock = clock.plus(by);
  }

  /** Lets time pass in small steps until the condition holds; fails after 30 s of real time. */
  public void advanceUntil(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        Assertions.fail("did not happen: " + what);
      }
      advance(STEP);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private synchronized Entry next(Duration end) {
    Entry first = timers.peek();
    if (first == null || first.at().compareTo(end) > 0) {
      return null;
    }
    timers.remove();
    pass(first.at());
    return first;
  }

  private void pass(Duration until) {
    if (until.compareTo(elapsed) > 0) {
      clock = clock.plus(until.minus(elapsed));
      elapsed = until;
    }
  }
}
