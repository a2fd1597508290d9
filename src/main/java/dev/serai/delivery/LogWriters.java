package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Scheduler;
import dev.serai.ledger.Ledger;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A {@link LogWriter} for every channel that this hub uses; none where the broker is the ledger.
 */
final class LogWriters implements AutoCloseable {

  private final Binding binding;
  private final Ledger ledger;
  private final Scheduler scheduler;
  private final boolean needed;
  private final Map<String, LogWriter> writers = new ConcurrentHashMap<>();
  private volatile boolean closed;

  LogWriters(Binding binding, Ledger ledger, Scheduler scheduler) {
    this.binding = binding;
    this.ledger = ledger;
    this.scheduler = scheduler;
    this.needed = !binding.capabilities().log();
  }

  /** The channel is used: from its oldest kept event on, it gets into the log. Never blocks. */
  void used(String channel) {
    if (needed && !closed) {
      writer(channel).begin();
    }
  }

  /**
   * Publishes as soon as the log's group exists, so that no broker can drop the event; fails when
   * the broker cannot make it now.
   */
  CompletionStage<Receipt> publish(Publication publication) {
    return needed && !closed
        ? writer(publication.channel()).publish(publication)
        : binding.publish(publication);
  }

  private LogWriter writer(String channel) {
    LogWriter writer = writers.get(channel);
    if (writer == null) {
      writer =
          writers.computeIfAbsent(
              channel, name -> new LogWriter(name, binding, ledger.events(), scheduler));
    }
    return writer;
  }

  @Override
  public void close() {
    closed = true;
    writers.values().forEach(LogWriter::close);
  }
}
