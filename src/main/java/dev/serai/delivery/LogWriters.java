package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.Scheduler;
import dev.serai.ledger.Ledger;
import java.util.Map;
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
    if (needed && !closed && !writers.containsKey(channel)) {
      LogWriter writer = new LogWriter(channel, binding, ledger.events(), scheduler);
      if (writers.putIfAbsent(channel, writer) == null) {
        writer.start();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    writers.values().forEach(LogWriter::close);
  }
}
