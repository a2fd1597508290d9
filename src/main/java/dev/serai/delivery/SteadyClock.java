package dev.serai.delivery;

import dev.serai.bus.Scheduler;
import java.time.Duration;
import java.time.Instant;

/**
 * A clock for "not before" that never runs back: after the system clock was set back, waits that
 * are under way keep their length. Safe for all threads.
 */
final class SteadyClock {

  private final Scheduler scheduler;
  private Instant last = Instant.MIN;
  private Duration ahead = Duration.ZERO;

  SteadyClock(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  synchronized Instant now() {
    Instant raw = scheduler.now();
    if (raw.isBefore(last)) {
      ahead = ahead.plus(Duration.between(raw, last));
    }
    last = raw;
    return raw.plus(ahead);
  }

  /** That time has come by a timer: a clock that says otherwise was set back meanwhile. */
  synchronized void reached(Instant time) {
    Instant now = now();
    if (now.isBefore(time)) {
      ahead = ahead.plus(Duration.between(now, time));
    }
  }
}
