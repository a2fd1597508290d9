package dev.serai.ledger;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/** A few connections for queries, opened when first needed. */
final class Readers implements AutoCloseable {

  /** Reads in one implicit transaction. */
  interface Query<T> {
    T run(Session session) throws SQLException;
  }

  private static final int MOST = 4;

  private final Database database;
  private final Trouble trouble;
  private final Semaphore permits = new Semaphore(MOST);
  private final Deque<Session> idle = new ArrayDeque<>();
  private boolean closed;

  Readers(Database database, Trouble trouble) {
    this.database = database;
    this.trouble = trouble;
  }

  /** Blocks until a connection is free and for one query. */
  <T> T read(Query<T> query) {
    permits.acquireUninterruptibly();
    try {
      return tried(query);
    } catch (SQLException | RuntimeException e) {
      LedgerException fault = database.fault(e);
      if (fault.kind() == LedgerException.Kind.CORRUPT) {
        trouble.failed(fault);
      }
      throw fault;
    } finally {
      permits.release();
    }
  }

  private <T> T tried(Query<T> query) throws SQLException {
    Session used = borrow();
    if (used != null) {
      try {
        return run(used, query);
      } catch (SQLException | RuntimeException e) {
        if (database.classify(e) != Database.Fault.CONNECTION) {
          throw e;
        }
        // It was lost while it lay idle, and so were the others.
        drop();
      }
    }
    return run(database.reader(), query);
  }

  private <T> T run(Session session, Query<T> query) throws SQLException {
    try {
      T result = query.run(session);
      session.endRead();
      giveBack(session);
      return result;
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private Session borrow() {
    synchronized (idle) {
      if (closed) {
        throw new LedgerException(
            LedgerException.Kind.FAILED, "ledger '%s' is closed".formatted(database.name()), null);
      }
      // The one used last has the warmest cache.
      return idle.poll();
    }
  }

  private void drop() throws SQLException {
    synchronized (idle) {
      for (Session session : idle) {
        session.close();
      }
      idle.clear();
    }
  }

  private void giveBack(Session session) throws SQLException {
    synchronized (idle) {
      if (!closed) {
        idle.push(session);
        return;
      }
    }
    session.close();
  }

  /** Waits for queries under way. */
  @Override
  public void close() throws SQLException {
    permits.acquireUninterruptibly(MOST);
    try {
      synchronized (idle) {
        closed = true;
        drop();
      }
    } finally {
      permits.release(MOST);
    }
  }
}
