package dev.serai.ledger;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps the ledger from working, for health. */
final class Trouble {

  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

  private volatile LedgerException present;

  void failed(LedgerException cause) {
    LedgerException before = present;
    // Damage does not heal, whatever else works or fails afterwards.
    if (before != null && before.kind() == LedgerException.Kind.CORRUPT) {
      return;
    }
    if (before == null || before.kind() != cause.kind()) {
      LOG.error(cause.getMessage(), cause);
    }
    present = cause;
  }

  void worked() {
    LedgerException before = present;
    if (before != null && before.kind() != LedgerException.Kind.CORRUPT) {
      present = null;
      LOG.info("the ledger works again");
    }
  }

  Optional<LedgerException> present() {
    return Optional.ofNullable(present);
  }
}
