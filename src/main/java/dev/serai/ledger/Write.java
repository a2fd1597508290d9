package dev.serai.ledger;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** One change that waits for a commit. Its work may run several times before one is kept. */
final class Write<T> {

  /** Changes the ledger inside the open transaction. */
  interface Work<T> {
    T run(Session session) throws SQLException;
  }

  final long bytes;
  final CompletableFuture<T> done = new CompletableFuture<>();
  private final Work<T> work;
  private T result;
  private LedgerException failure;

  Write(long bytes, Work<T> work) {
    this.bytes = bytes;
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
