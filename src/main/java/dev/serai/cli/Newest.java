package dev.serai.cli;

import dev.serai.ledger.StoredEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the last few of what passes. */
final class Newest {

  private final int limit;
  private final Deque<StoredEvent> kept = new ArrayDeque<>();

  Newest(int limit) {
    this.limit = limit;
  }

  void add(List<StoredEvent> page) {
    kept.addAll(page);
    while (kept.size() > limit) {
      kept.removeFirst();
    }
  }

  boolean isFull() {
    return kept.size() == limit;
  }

  List<StoredEvent> events() {
    return List.copyOf(kept);
  }
}
