package dev.serai.ledger;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** One change that waits for a commit. Its work may run several times before one is kept. */
final class Write<T> {

  /** Changes the ledger inside the open transaction. */
  interface Work<T> {
    T run(Session session) throws SQLException;
  }

  /** Who waits for it. */
  enum Urgency {
    /** Somebody who can ask again: it is refused earlier when much is waiting. */
    REFUSABLE,
    /** Somebody. */
    NORMAL,
    /** Nobody: it may wait a little for company in its commit. */
    LAZY
  }

  final long bytes;
  final Urgency urgency;
  final CompletableFuture<T> done = new CompletableFuture<>();
  private final Work<T> work;
  private T result;
  private LedgerException failure;

  Write(long bytes, Urgency urgency, Work<T> work) {
    this.bytes = bytes;
    this.urgency = urgency;
    this.work = work;
  }

  void run(Session session) throws SQLException {
    result = work.run(session);
  }

  void fail(LedgerException cause) {
    failure = cause;
  }

  /** Completes the stage with what became of the work. */
  void tell() {
    if (failure == null) {
      done.complete(result);
    } else {
      done.completeExceptionally(failure);
    }
  }
}
