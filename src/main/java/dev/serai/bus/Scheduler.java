package dev.serai.bus;

import java.time.Duration;
import java.time.Instant;

/**
 * Time as the hub sees it: one source for "now" and for "later", so that tests can turn the clock.
 */
public interface Scheduler {

  /**
   * The current time. It may jump back or forward; never subtract two readings to measure a
   * duration.
   */
  Instant now();

  /**
   * Runs the task once after the delay, on a timer thread that must not be blocked; zero or
   * negative runs soon.
   */
  Timer after(Duration delay, Runnable task);

  /** A scheduled task. */
  interface Timer {
    /** Keeps the task from running if it has not begun; idempotent. */
    void cancel();
  }
}
