package dev.serai.ledger;

import java.sql.SQLException;

/**
 * One writing transaction at a time over all hubs: each begins by counting up one row, which the
 * others wait for. So what a transaction reads is what the one before it left, as on a file, and
 * places rise in the order of the commits. Whoever finds its own count goes on with what it has in
 * memory; whoever does not, reads again what others may have changed.
 */
final class SharedTurns implements Turns {

  private static final String TAKE = "update turn set number = number + 1 returning number";
  private static final long UNKNOWN = -1;

  private final Channels channels;
  private Hubs hubs = new Hubs();

  /** The last one that was this hub's. */
  private long last = UNKNOWN;

  private long present;

  SharedTurns(Channels channels) {
    this.channels = channels;
  }

  /** To be called before the first turn. */
  void of(Hubs those) {
    hubs = those;
  }

  @Override
  public void begin(Session session) throws SQLException {
    present = session.first(row -> row.getLong(1), TAKE).orElseThrow();
    if (present != last + 1) {
      last = UNKNOWN;
      channels.refresh(session);
      hubs.checkBus(session);
    }
  }

  @Override
  public void committed() {
    last = present;
  }

  @Override
  public void rolledBack() {
    // What was read in the transaction holds no longer, and a lost commit may have happened.
    last = UNKNOWN;
  }
}
