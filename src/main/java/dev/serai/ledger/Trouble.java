package dev.serai.ledger;

import dev.serai.ledger.LedgerException.Kind;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps the ledger from working, for health and for the log. */
final class Trouble {

  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
  private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(30);

  private volatile LedgerException present;
  private Kind logged;
  private long loggedAt;

  synchronized void failed(LedgerException cause) {
    if (stays()) {
      return;
    }
    present = cause;
    long now = System.nanoTime();
    if (cause.kind() != logged || now - loggedAt > LOG_EVERY_NANOS) {
      logged = cause.kind();
      loggedAt = now;
      LOG.error(cause.getMessage());
    }
  }

  /**
   * @param madeRoom whether the write needed room in the file: one that did not tells nothing about
   *     a full one
   */
  void worked(boolean madeRoom) {
    // Nearly every commit comes here, without trouble.
    if (present != null) {
      clear(madeRoom);
    }
  }

  private synchronized void clear(boolean madeRoom) {
    if (present != null && !stays() && (madeRoom || !is(Kind.FULL))) {
      present = null;
      LOG.info("the ledger works again");
    }
  }

  /** Damage stays, and so does a bus that another hub has taken over. */
  private boolean stays() {
    return is(Kind.CORRUPT) || is(Kind.LOCKED);
  }

  private boolean is(Kind kind) {
    return present != null && present.kind() == kind;
  }

  Optional<LedgerException> present() {
    return Optional.ofNullable(present);
  }
}
