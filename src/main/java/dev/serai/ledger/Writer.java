package dev.serai.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that changes the file: what arrives together shares a transaction. */
final class Writer {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final int PROBE_MILLIS = 1_000;

  private final Path file;
  private final Session session;
  private final Channels channels;
  private final WriteQueue queue;
  private final Teller teller;
  private final Trouble trouble;
  private final Thread thread = new Thread(this::run, "serai-ledger-writer");

  Writer(
      Path file,
      Session session,
      Channels channels,
      WriteQueue queue,
      Teller teller,
      Trouble trouble) {
    this.file = file;
    this.session = session;
    this.channels = channels;
    this.queue = queue;
    this.teller = teller;
    this.trouble = trouble;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Never blocks. The stage completes on the teller's thread, once the commit is on disk. */
  <T> CompletionStage<T> submit(long bytes, Write.Work<T> work) {
    Write<T> write = new Write<>(bytes, work);
    return switch (queue.offer(write)) {
      case TAKEN -> write.done;
      case BUSY ->
          CompletableFuture.failedFuture(
              new LedgerException(
                  LedgerException.Kind.BUSY,
                  "ledger '%s' has all the writes waiting that memory should hold: try again later"
                      .formatted(file),
                  null));
      case CLOSED ->
          CompletableFuture.failedFuture(
              new LedgerException(
                  LedgerException.Kind.FAILED, "ledger '%s' is closed".formatted(file), null));
    };
  }

  private void run() {
    try {
      while (true) {
        List<Write<?>> batch =
            queue.take(trouble.present().isPresent() ? PROBE_MILLIS : Integer.MAX_VALUE);
        if (batch == null) {
          return;
        }
        if (batch.isEmpty()) {
          probe();
        } else {
          commit(batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("the writer of ledger '{}' was interrupted and ends", file);
    }
  }

  private void commit(List<Write<?>> batch) {
    List<Channel> grown;
    try {
      session.begin();
      for (Write<?> write : batch) {
        write.run(session);
      }
      channels.beforeCommit(session);
      session.commit();
      grown = channels.committed();
    } catch (SQLException | RuntimeException e) {
      undo();
      LedgerException fault = Sqlite.fault(file, e);
      if (batch.size() > 1 && mayBeOneWritesFault(fault)) {
        commit(batch.subList(0, batch.size() / 2));
        commit(batch.subList(batch.size() / 2, batch.size()));
        return;
      }
      trouble.failed(fault);
      batch.forEach(write -> write.fail(fault));
      teller.tell(batch, List.of());
      return;
    }
    trouble.worked();
    teller.tell(batch, grown);
  }

  /** Halving finds the culprit in few commits; when the file is full, small writes still pass. */
  private static boolean mayBeOneWritesFault(LedgerException fault) {
    return fault.kind() == LedgerException.Kind.FAILED || fault.kind() == LedgerException.Kind.FULL;
  }

  private void undo() {
    channels.rolledBack();
    try {
      session.rollback();
    } catch (SQLException e) {
      // SQLite rolls back by itself on some faults and then says that nothing is open.
      LOG.debug("rollback of ledger '{}'", file, e);
    }
  }

  private void probe() {
    try {
      session.update("insert into probe (id, data) values (1, zeroblob(65536))");
      session.update("delete from probe");
      trouble.worked();
    } catch (SQLException e) {
      trouble.failed(Sqlite.fault(file, e));
    }
  }

  /** Commits what is queued, tells everybody, and ends. */
  void close() throws InterruptedException {
    queue.close();
    thread.join();
    teller.close();
  }
}
