package dev.serai.ledger;

import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs writes together in one transaction, and apart when one of them fails. */
final class Transactions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

  private static final String FILL =
      "insert into probe (id, data) values (1, ?) on conflict do nothing";
  private static final int PROBE_BYTES = 1 << 16;

  private final Database database;
  private final Channels channels;
  private final Teller teller;
  private final Trouble trouble;
  private final Turns turns;

  /** Null when the connection was lost. */
  private Session session;

  Transactions(
      Database database,
      Session session,
      Channels channels,
      Turns turns,
      Teller teller,
      Trouble trouble) {
    this.database = database;
    this.session = session;
    this.channels = channels;
    this.turns = turns;
    this.teller = teller;
    this.trouble = trouble;
  }

  /** Commits the writes in their order, each of them whole or not at all, and has them told. */
  void commit(List<Write<?>> batch) {
    List<Channel> grown;
    try {
      connect();
      session.begin();
      turns.begin(session);
      for (Write<?> write : batch) {
        write.run(session);
      }
      channels.beforeCommit(session);
      session.commit();
      grown = channels.committed();
      turns.committed();
    } catch (Throwable e) {
      // Errors too: the writer thread must outlive whatever one write does.
      undo(e);
      apart(batch, e);
      return;
    }
    trouble.worked(batch.stream().anyMatch(write -> write.bytes > 0));
    teller.tell(batch, grown);
  }

  /** Halving finds the culprit in few commits; when the file is full, small writes still pass. */
  private void apart(List<Write<?>> batch, Throwable cause) {
    LedgerException fault = database.fault(cause);
    boolean othersMayPass =
        fault.kind() == LedgerException.Kind.FAILED || fault.kind() == LedgerException.Kind.FULL;
    if (batch.size() > 1 && othersMayPass) {
      commit(batch.subList(0, batch.size() / 2));
      commit(batch.subList(batch.size() / 2, batch.size()));
      return;
    }
    if (database.classify(cause) != Database.Fault.ONE_WRITE) {
      trouble.failed(fault);
    }
    batch.forEach(write -> write.fail(fault));
    teller.tell(batch, List.of());
  }

  private void connect() throws SQLException {
    if (session == null) {
      session = database.writer();
    }
  }

  private void undo(Throwable cause) {
    channels.rolledBack();
    turns.rolledBack();
    if (session == null) {
      return;
    }
    try {
      if (database.classify(cause) == Database.Fault.CONNECTION) {
        disconnect();
      } else {
        session.rollback();
      }
    } catch (SQLException e) {
      // SQLite rolls back by itself on some faults and then says that nothing is open.
      LOG.debug("rollback of ledger '{}'", database.name(), e);
      if (database.classify(e) == Database.Fault.CONNECTION) {
        disconnect();
      }
    }
  }

  private void disconnect() {
    try {
      session.close();
    } catch (SQLException e) {
      LOG.debug("closing a lost connection to ledger '{}'", database.name(), e);
    }
    session = null;
  }

  /** Learns whether there is room again, which small writes would not tell. */
  void probe() {
    commit(
        List.of(
            new Write<>(
                PROBE_BYTES,
                Write.Urgency.NORMAL,
                session -> session.update(FILL, new byte[PROBE_BYTES]))));
    commit(
        List.of(
            new Write<>(0, Write.Urgency.NORMAL, session -> session.update("delete from probe"))));
  }

  /** To be called when the writer has ended. */
  @Override
  public void close() throws SQLException {
    if (session != null) {
      session.close();
    }
  }
}
