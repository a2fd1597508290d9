package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.Lag;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Scheduler;
import dev.serai.ledger.Ledger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A {@link LogWriter} for every channel that this hub uses; none where the broker is the ledger,
 * and none for channels without a log.
 */
final class LogWriters implements AutoCloseable {

  private record Key(Binding from, String channel) {}

  private final Binding binding;

  /** Brokers that are being left for one that is the ledger; each is written down by itself. */
  private final List<Binding> left;

  private final Ledger ledger;
  private final Scheduler scheduler;
  private final Set<String> unlogged;
  private final boolean needed;

  /** Channels without a log whose group from before is being removed, or is gone. */
  private final Set<String> ended = ConcurrentHashMap.newKeySet();

  private final Map<Key, LogWriter> writers = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param unlogged channels without a log
   */
  LogWriters(Binding binding, Ledger ledger, Scheduler scheduler, Set<String> unlogged) {
    this.binding = binding;
    this.unlogged = Set.copyOf(unlogged);
    this.ledger = ledger;
    this.scheduler = scheduler;
    this.needed = !binding.capabilities().log();
    this.left = !needed && binding instanceof DrainingBus bus ? bus.unlogged() : List.of();
  }

  /** The channel is used: from its oldest kept event on, it gets into the log. Never blocks. */
  void used(String channel) {
    if (unlogged.contains(channel)) {
      end(channel);
      return;
    }
    if (needed && !closed) {
      writer(binding, channel).begin();
    }
    usedBefore(channel);
  }

  private void usedBefore(String channel) {
    for (Binding each : left) {
      if (!closed) {
        writer(each, channel).begin();
      }
    }
  }

  /** A group that nobody reads any more would keep every event on its broker. Never blocks. */
  private void end(String channel) {
    if (!ended.contains(channel) && !closed && ended.add(channel)) {
      for (Binding each : needed ? List.of(binding) : left) {
        new LogRemoval(channel, each, scheduler, () -> closed).begin();
      }
    }
  }

  /** Channels without a log. */
  Set<String> unlogged() {
    return unlogged;
  }

  /**
   * Publishes as soon as the log's group exists, so that no broker can drop the event; fails when
   * the broker cannot make it now.
   */
  CompletionStage<Receipt> publish(Publication publication) {
    if (unlogged.contains(publication.channel())) {
      end(publication.channel());
      return binding.publish(publication);
    }
    if (needed && !closed) {
      return writer(binding, publication.channel()).publish(publication);
    }
    usedBefore(publication.channel());
    return binding.publish(publication);
  }

  private LogWriter writer(Binding from, String channel) {
    Key key = new Key(from, channel);
    LogWriter writer = writers.get(key);
    if (writer == null) {
      writer =
          writers.computeIfAbsent(
              key, name -> new LogWriter(channel, from, ledger.events(), scheduler));
    }
    return writer;
  }

  /** One for each channel and broker. No I/O. */
  List<LogState> states() {
    return writers.entrySet().stream()
        .map(each -> each.getValue().state(each.getKey().from() != binding))
        .toList();
  }

  /** By channel, what the log still lacks. Asks each broker once for each channel. */
  Map<String, Lag> lags() {
    Map<String, Lag> lags = new TreeMap<>();
    writers.forEach((key, writer) -> lags.merge(key.channel(), writer.lag(), Lag::plus));
    return lags;
  }

  @Override
  public void close() {
    closed = true;
    writers.values().forEach(LogWriter::close);
  }
}
