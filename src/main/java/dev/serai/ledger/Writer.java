package dev.serai.ledger;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that changes the ledger: what arrives together shares a commit. */
final class Writer implements Writes, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final int PROBE_MILLIS = 500;

  private final String name;
  private final WriteQueue queue;
  private final Transactions transactions;
  private final Upkeep upkeep;
  private final Trouble trouble;
  private long probedAt = System.nanoTime();
  private final Thread thread = new Thread(this::run, "serai-ledger-writer");

  Writer(String name, WriteQueue queue, Transactions transactions, Upkeep upkeep, Trouble trouble) {
    this.name = name;
    this.queue = queue;
    this.transactions = transactions;
    this.upkeep = upkeep;
    this.trouble = trouble;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public <T> CompletionStage<T> submit(long bytes, Write.Work<T> work) {
    return submit(new Write<>(bytes, Write.Urgency.NORMAL, work));
  }

  @Override
  public <T> CompletionStage<T> submitRefusable(long bytes, Write.Work<T> work) {
    return submit(new Write<>(bytes, Write.Urgency.REFUSABLE, work));
  }

  @Override
  public <T> CompletionStage<T> submitLazy(long bytes, Write.Work<T> work) {
    return submit(new Write<>(bytes, Write.Urgency.LAZY, work));
  }

  private <T> CompletionStage<T> submit(Write<T> write) {
    return switch (queue.offer(write)) {
      case TAKEN -> write.done;
      case BUSY ->
          refused(
              LedgerException.Kind.BUSY,
              "ledger '%s' is busy: as much waits to be written as memory should hold; try again later");
      case CLOSED -> refused(LedgerException.Kind.FAILED, "ledger '%s' is closed");
    };
  }

  private <T> CompletionStage<T> refused(LedgerException.Kind kind, String message) {
    return CompletableFuture.failedFuture(new LedgerException(kind, message.formatted(name), null));
  }

  private void run() {
    try {
      while (true) {
        boolean well = trouble.present().isEmpty();
        List<Write<?>> batch = queue.take(well ? Long.MAX_VALUE : PROBE_MILLIS);
        if (batch == null) {
          return;
        }
        if (!batch.isEmpty()) {
          transactions.commit(batch);
          upkeep.afterCommit();
        }
        probeNowAndThen();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("the writer of ledger '{}' was interrupted and ends", name);
    }
  }

  private void probeNowAndThen() {
    long now = System.nanoTime();
    if (trouble.present().isPresent()
        && now - probedAt > TimeUnit.MILLISECONDS.toNanos(PROBE_MILLIS)) {
      probedAt = now;
      upkeep.giveBack();
      transactions.probe();
    }
  }

  @Override
  public Waiting waiting() {
    return queue.waiting();
  }

  /** Commits what is queued and ends; does not wait for it to be told. */
  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        // The connection must not be closed under the writer, so the interrupt waits too.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
