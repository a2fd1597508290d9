package dev.serai.source;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failures of handlers, each with an id that the sender gets too, and requests without a valid
 * proof. When the broker is away every delivery fails alike, and strangers knock as often as they
 * like: of each kind one a second is written, the others are counted.
 */
final class FailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);

  private final Pace failures = new Pace();
  private final Pace unverified = new Pace();

  /** Writes or counts the failure; returns its id. */
  String failed(String connector, Throwable cause) {
    String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
    long unwritten = failures.next();
    if (unwritten < 0) {
      LOG.debug("[{}] A delivery of connector '{}' was not stored", id, connector, cause);
    } else {
      LOG.warn(
          "[{}] A delivery of connector '{}' was not stored and answered 503; {} more since the"
              + " last such line",
          id,
          connector,
          unwritten,
          cause);
    }
    return id;
  }

  /** Writes or counts what the sender is not told: which check it was. */
  void unverified(String connector, DoorReason reason) {
    long unwritten = unverified.next();
    if (unwritten >= 0) {
      LOG.warn(
          "A request to connector '{}' was answered 401: {}; {} more since the last such line",
          connector,
          reason.word(),
          unwritten);
    }
  }

  /** One line a second. */
  private static final class Pace {

    private static final long INTERVAL = 1_000_000_000L;

    private final AtomicLong nextAt = new AtomicLong(System.nanoTime());
    private final AtomicLong unwritten = new AtomicLong();

    /** How many were not written since the last one, or -1 when this one is not to be either. */
    long next() {
      long now = System.nanoTime();
      long next = nextAt.get();
      if (now - next < 0 || !nextAt.compareAndSet(next, now + INTERVAL)) {
        unwritten.incrementAndGet();
        return -1;
      }
      return unwritten.getAndSet(0);
    }
  }
}
