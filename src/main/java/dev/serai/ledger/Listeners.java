package dev.serai.ledger;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to know that a channel grew. */
final class Listeners {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  /** Compared by identity, so that the same listener added twice is removed once. */
  private static final class Entry {
    private final LongConsumer listener;

    Entry(LongConsumer listener) {
      this.listener = listener;
    }
  }

  private final Map<String, List<Entry>> byChannel = new ConcurrentHashMap<>();

  AutoCloseable add(String channel, LongConsumer listener) {
    Entry added = new Entry(listener);
    byChannel.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(added);
    return () -> byChannel.get(channel).remove(added);
  }

  void tell(Channel channel) {
    for (Entry entry : byChannel.getOrDefault(channel.name, List.of())) {
      try {
        entry.listener.accept(channel.lastSeq());
      } catch (RuntimeException e) {
        LOG.error("a listener of channel '{}' failed", channel.name, e);
      }
    }
  }
}
