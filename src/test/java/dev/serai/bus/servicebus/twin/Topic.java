package dev.serai.bus.servicebus.twin;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A topic: every subscription gets a copy of what is sent while it exists; it keeps none itself.
 */
final class Topic implements Destination {

  final String path;
  final long duplicateWindowMillis;
  final Map<String, Store> subscriptions = new LinkedHashMap<>();
  private final Duplicates duplicates;
  private final Map<Long, Map<Store, Long>> scheduled = new HashMap<>();
  private long sequences;

  Topic(String path, long duplicateWindowMillis) {
    this.path = path;
    this.duplicateWindowMillis = duplicateWindowMillis;
    this.duplicates = new Duplicates(duplicateWindowMillis);
  }

  /** Null when there is none. */
  Store subscription(String name) {
    return subscriptions.get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public long take(Letter letter, long enqueuedAt) {
    if (!duplicates.isNew(letter.messageId(), enqueuedAt)) {
      return 0;
    }
    long sequence = ++sequences;
    Map<Store, Long> copies = new HashMap<>();
    subscriptions.values().forEach(store -> copies.put(store, store.add(letter, enqueuedAt)));
    if (letter.scheduledAt() > enqueuedAt) {
      scheduled.put(sequence, copies);
    }
    return sequence;
  }

  @Override
  public boolean cancel(long sequence) {
    Map<Store, Long> copies = scheduled.remove(sequence);
    if (copies == null) {
      return false;
    }
    copies.forEach(Store::cancel);
    return true;
  }
}
