package dev.serai.delivery;

import dev.serai.ledger.Attempt;
import dev.serai.ledger.DeadLetter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what failed in one group: each dead letter, and of failed attempts at most one a
 * second. What poison says of itself may quote the event's data, so only its kind is told.
 */
final class FailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int LONGEST = 200;

  private final String channel;
  private final String group;
  private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());
  private final AtomicInteger leftOut = new AtomicInteger();

  FailureLog(String channel, String group) {
    this.channel = channel;
    this.group = group;
  }

  void failed(String eventId, Attempt attempt) {
    long now = System.nanoTime();
    long until = quietUntil.get();
    if (now - until < 0 || !quietUntil.compareAndSet(until, now + PAUSE_NANOS)) {
      leftOut.incrementAndGet();
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
        leftOut.getAndSet(0));
  }

  void gaveUp(DeadLetter letter, long id, boolean poison) {
    Attempt last = letter.history().get(letter.history().size() - 1);
    LOG.warn(
        "group '{}' of '{}': event '{}' is dead letter {} ({}, attempt {} in route {}): {}{}; see 'serai dead-letters show {}'",
        group,
        channel,
        brief(letter.event().getId()),
        id,
        letter.reason(),
        last.number(),
        letter.route(),
        last.cause(),
        poison ? "" : ": " + brief(last.message()),
        id);
  }

  private static String brief(String text) {
    return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
