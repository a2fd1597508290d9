package dev.serai.delivery;

import dev.serai.ledger.Attempt;
import dev.serai.ledger.DeadLetter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what failed in one group, at most one dead letter and one failed attempt a
 * second: no sender can fill the disk with lines. What poison says of itself may quote the event's
 * data, so only its kind is told.
 */
final class FailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int LONGEST = 200;

  private final String channel;
  private final String group;
  private final Pace attempts = new Pace();
  private final Pace deadLetters = new Pace();

  FailureLog(String channel, String group) {
    this.channel = channel;
    this.group = group;
  }

  void failed(String eventId, Attempt attempt) {
    if (!attempts.allows()) {
      return;
    }
    LOG.info(
        "group '{}' of '{}': event '{}' failed at attempt {} and is tried again: {}: {} ({} more failures since the last such line)",
        group,
        channel,
        brief(eventId),
        attempt.number(),
        attempt.cause(),
        brief(attempt.message()),
        attempts.leftOut());
  }

  void gaveUp(DeadLetter letter, long id, boolean poison) {
    if (!deadLetters.allows()) {
      return;
    }
    Attempt last = letter.history().get(letter.history().size() - 1);
    LOG.warn(
        "group '{}' of '{}': event '{}' is dead letter {} ({}, attempt {} in route {}): {}{}; see 'serai dead-letters show {}' ({} more dead letters since the last such line)",
        group,
        channel,
        brief(letter.event().getId()),
        id,
        letter.reason(),
        last.number(),
        letter.route(),
        last.cause(),
        poison ? "" : ": " + brief(last.message()),
        id,
        deadLetters.leftOut());
  }

  private static String brief(String text) {
    return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** One line a second, and how many were left out between two. */
  private static final class Pace {

    private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());
    private final AtomicInteger skipped = new AtomicInteger();

    boolean allows() {
      long now = System.nanoTime();
      long until = quietUntil.get();
      boolean allowed = now - until >= 0 && quietUntil.compareAndSet(until, now + PAUSE_NANOS);
      if (!allowed) {
        skipped.incrementAndGet();
      }
      return allowed;
    }

    int leftOut() {
      return skipped.getAndSet(0);
    }
  }
}
