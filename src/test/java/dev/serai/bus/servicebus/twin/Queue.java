package dev.serai.bus.servicebus.twin;

/** A queue: one store, and no message twice. */
final class Queue implements Destination {

  final Store store;
  private final Duplicates duplicates;

  Queue(Store store, long duplicateWindowMillis) {
    this.store = store;
    this.duplicates = new Duplicates(duplicateWindowMillis);
  }

  @Override
  public long take(Letter letter, long enqueuedAt) {
    return duplicates.isNew(letter.messageId(), enqueuedAt) ? store.add(letter, enqueuedAt) : 0;
  }

  @Override
  public boolean cancel(long sequence) {
    return store.cancel(sequence);
  }
}
