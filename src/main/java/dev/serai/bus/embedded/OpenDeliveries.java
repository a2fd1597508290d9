package dev.serai.bus.embedded;

import dev.serai.ledger.GroupProgress;
import dev.serai.ledger.Ranges;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What a group has fetched and not settled, in order. Everything else up to {@link #fetched()} is
 * settled, so memory follows the open deliveries, however far behind the oldest one is. Not safe
 * for several threads.
 */
final class OpenDeliveries {

  /** Settled before a restart and not fetched again yet. */
  private final Deque<Ranges.Range> ahead;

  private final EmbeddedDelivery ends = EmbeddedDelivery.ends();

  private long fetched;
  private long bytes;

  OpenDeliveries(GroupProgress from) {
    ahead = new ArrayDeque<>(Ranges.parse(from.ahead()));
    fetched = from.cursor();
  }

  /** The last place that was read from the log. */
  long fetched() {
    return fetched;
  }

  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return ends.next == ends;
  }

  /** Passes a place that was read; false when it is settled already and must not be delivered. */
  boolean fetch(long seq) {
    fetched = seq;
    while (!ahead.isEmpty() && ahead.peek().last() < seq) {
      ahead.poll();
    }
    boolean settled = !ahead.isEmpty() && ahead.peek().first() <= seq;
    if (settled) {
      ends.previous.settledAfter = true;
    }
    return !settled;
  }

  /** Passes places that were read and hold nothing for a group. */
  void pass(long end) {
    if (end > fetched) {
      fetched = end;
      while (!ahead.isEmpty() && ahead.peek().last() <= end) {
        ahead.poll();
      }
      ends.previous.settledAfter = true;
    }
  }

  void add(EmbeddedDelivery delivery) {
    delivery.previous = ends.previous;
    delivery.next = ends;
    ends.previous.next = delivery;
    ends.previous = delivery;
    bytes += delivery.bytes;
  }

  /** False when it was settled before. */
  boolean settle(EmbeddedDelivery delivery) {
    if (delivery.settled) {
      return false;
    }
    delivery.settled = true;
    delivery.previous.next = delivery.next;
    delivery.next.previous = delivery.previous;
    delivery.previous.settledAfter = true;
    bytes -= delivery.bytes;
    return true;
  }

  void forEach(Consumer<EmbeddedDelivery> visitor) {
    for (EmbeddedDelivery each = ends.next; each != ends; each = each.next) {
      visitor.accept(each);
    }
  }

  GroupProgress progress() {
    if (isEmpty()) {
      return new GroupProgress(fetched, later());
    }
    StringBuilder settled = new StringBuilder();
    for (EmbeddedDelivery each = ends.next; each != ends; each = each.next) {
      long last = each.next == ends ? fetched : each.next.seq - 1;
      if (each.settledAfter && last > each.seq) {
        Ranges.append(settled, each.seq + 1, last);
      }
    }
    String later = later();
    if (!later.isEmpty()) {
      settled.append(settled.isEmpty() ? "" : ",").append(later);
    }
    return new GroupProgress(ends.next.seq - 1, settled.toString());
  }

  private String later() {
    StringBuilder text = new StringBuilder();
    for (Ranges.Range range : ahead) {
      if (range.last() > fetched) {
        Ranges.append(text, Math.max(range.first(), fetched + 1), range.last());
      }
    }
    return text.toString();
  }
}
