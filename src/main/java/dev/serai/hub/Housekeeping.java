package dev.serai.hub;

import dev.serai.bus.Scheduler;
import dev.serai.config.HubConfig;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.Retention;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets, ten minutes after the last round ended, what is older than it must be kept. Of hubs that
 * share a ledger one does it.
 */
final class Housekeeping implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration PAUSE = Duration.ofMinutes(10);

  /** For channels that the configuration does not name. */
  private static final Duration KEEP_OTHERS = Duration.ofDays(7);

  /** Longer than any sender goes on resending. */
  private static final Duration KEEP_SEEN = Duration.ofDays(7);

  private final HubConfig config;
  private final Ledger ledger;
  private final Scheduler scheduler;

  /** Whether the embedded bus is in use, as the broker or as one that is being left. */
  private final boolean bus;

  private boolean closed;
  private Scheduler.Timer next;

  Housekeeping(HubConfig config, Ledger ledger, Scheduler scheduler) {
    this.config = config;
    this.ledger = ledger;
    this.scheduler = scheduler;
    this.bus =
        config.broker().equals(Bindings.ON_THE_LEDGER)
            || config.draining().contains(Bindings.ON_THE_LEDGER);
  }

  synchronized void start() {
    if (!closed) {
      next = scheduler.after(PAUSE, this::round);
    }
  }

  private void round() {
    // The list of channels is a query, and the timer thread must not wait for it.
    Thread round = new Thread(this::trim, "serai-housekeeping");
    round.setDaemon(true);
    round.start();
  }

  private void trim() {
    try {
      if (!ledger.hubs().take("housekeeping").toCompletableFuture().join()) {
        start();
        return;
      }
      if (!bus) {
        ledger.groups().passRecorded();
      }
      Map<String, Duration> keep = new HashMap<>();
      ledger.events().channels().forEach(channel -> keep.put(channel, KEEP_OTHERS));
      config.channels().forEach((name, channel) -> keep.put(name, channel.retention()));
      new Retention(ledger, keep, KEEP_SEEN)
          .run(scheduler.now())
          .whenComplete((trimmed, failure) -> ended(trimmed, failure));
    } catch (RuntimeException e) {
      ended(null, e);
    }
  }

  private void ended(Long trimmed, Throwable failure) {
    if (failure != null) {
      LOG.warn("what is old could not be forgotten, the next round tries again", failure);
    } else if (trimmed > 0) {
      LOG.info("forgot {} rows that were older than they must be kept", trimmed);
    }
    start();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel();
    }
  }
}
