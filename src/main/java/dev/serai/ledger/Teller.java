package dev.serai.ledger;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells callers and listeners what became of their writes, on one thread of its own: a slow
 * callback holds up other callbacks, but no commit.
 */
final class Teller implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Teller.class);
  private static final int PATIENCE_SECONDS = 10;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "serai-ledger-teller");
            made.setDaemon(true);
            return made;
          });
  private final WriteQueue queue;
  private final Listeners listeners;

  Teller(WriteQueue queue, Listeners listeners) {
    this.queue = queue;
    this.listeners = listeners;
  }

  void tell(Collection<Write<?>> writes, List<Channel> grown) {
    thread.execute(
        () -> {
          grown.forEach(listeners::tell);
          queue.release(writes);
          writes.forEach(Write::tell);
        });
  }

  /** Waits until everything was told, but not for ever: a callback may hang. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a callback of the ledger has not returned for {} s", PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
