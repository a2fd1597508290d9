package dev.serai.ledger;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The hubs that share a ledger: which of them live, and what each has taken. One for each hub. */
public class Hubs {

  /** Of a file, which one hub holds: everything is its own. */
  Hubs() {}

  /** Whether other hubs may use this ledger at the same time. No I/O. */
  public boolean shared() {
    return false;
  }

  /**
   * Takes work that one hub does at a time, such as polling a feed: false while another living hub
   * has it. It is free again when it is given back, when the hub closes, or when nothing was heard
   * of the hub for {@link LedgerOptions#hubLease()}; so whoever does it asks each time anew.
   */
  public CompletionStage<Boolean> take(String duty) {
    return CompletableFuture.completedFuture(true);
  }

  public CompletionStage<Void> giveBack(String duty) {
    return CompletableFuture.completedFuture(null);
  }

  /**
   * Makes this hub the only one that publishes to the ledger and reads groups from it. Blocks until
   * a hub that was killed is known to be dead.
   *
   * @throws LedgerException naming the living hub that has it
   */
  public void takeBus() {}

  /** Whether what was claimed under this tenure is surely still this hub's. No I/O. */
  public boolean holds(long tenure) {
    return true;
  }

  /**
   * Calls when what another hub had taken may be free again; the listener must not block. Closing
   * stops the calls.
   */
  public AutoCloseable onChange(Runnable listener) {
    return () -> {};
  }

  /** The number under which this hub claims, inside the open transaction of a write. */
  long enter(Session session) throws SQLException {
    return 0;
  }

  /** That number without entering: 0 when nothing was ever claimed. */
  long tenure() {
    return 0;
  }

  /** Called in this hub's turn when others have written since its last one. */
  void checkBus(Session session) throws SQLException {}
}
