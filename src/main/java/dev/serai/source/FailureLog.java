package dev.serai.source;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failures of handlers, each with an id that the sender gets too. When the broker is away every
 * delivery fails alike: one a second is written with its cause, the others are counted.
 */
final class FailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final long INTERVAL = 1_000_000_000L;

  private final AtomicLong nextAt = new AtomicLong(System.nanoTime());
  private final AtomicLong unwritten = new AtomicLong();

  /** Writes or counts the failure; returns its id. */
  String failed(String connector, Throwable cause) {
    String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
    long now = System.nanoTime();
    long next = nextAt.get();
    if (now - next < 0 || !nextAt.compareAndSet(next, now + INTERVAL)) {
      unwritten.incrementAndGet();
      LOG.debug("[{}] A delivery of connector '{}' was not stored", id, connector, cause);
      return id;
    }
    LOG.warn(
        "[{}] A delivery of connector '{}' was not stored and answered 503; {} more since the last"
            + " such line",
        id,
        connector,
        unwritten.getAndSet(0),
        cause);
    return id;
  }
}
