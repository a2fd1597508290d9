package dev.serai.bus.embedded;

import dev.serai.ledger.EventLog;
import dev.serai.ledger.GroupProgress;
import dev.serai.ledger.StoredEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The deliveries of one group and who has them. Safe for all threads. */
final class GroupDeliveries {

  /** What an ack did. */
  enum Acked {
    BEFORE,
    NOW,
    /** Now, and fetching may go on, which it could not before. */
    NOW_WITH_ROOM
  }

  private static final long MOST_BYTES = 32L << 20;

  private final EmbeddedGroup group;
  private final Deque<EmbeddedDelivery> returned = new ArrayDeque<>();
  private OpenDeliveries open;

  GroupDeliveries(EmbeddedGroup group) {
    this.group = group;
  }

  synchronized boolean hasBegun() {
    return open != null;
  }

  synchronized void begin(GroupProgress from) {
    open = new OpenDeliveries(from);
  }

  /** Whether what is open fills its share of memory, so that no more should be fetched. */
  synchronized boolean isFull() {
    return open.bytes() >= MOST_BYTES;
  }

  /** The last place that was read from the log. */
  synchronized long fetched() {
    return open.fetched();
  }

  /** Makes deliveries of what was read, without what is settled already. */
  synchronized List<EmbeddedDelivery> fetch(EventLog.BusPage page) {
    List<EmbeddedDelivery> deliveries = new ArrayList<>(page.events().size());
    for (StoredEvent stored : page.events()) {
      if (open.fetch(stored.seq())) {
        EmbeddedDelivery delivery = new EmbeddedDelivery(stored, group);
        open.add(delivery);
        deliveries.add(delivery);
      }
    }
    open.pass(page.end());
    return deliveries;
  }

  /** What members left behind unsettled, in order. */
  synchronized List<EmbeddedDelivery> takeReturned(int limit) {
    List<EmbeddedDelivery> taken = new ArrayList<>();
    while (taken.size() < limit && !returned.isEmpty()) {
      EmbeddedDelivery delivery = returned.poll();
      delivery.returned = false;
      if (!delivery.settled) {
        taken.add(delivery);
      }
    }
    return taken;
  }

  synchronized void give(List<EmbeddedDelivery> deliveries, EmbeddedMember member) {
    deliveries.forEach(delivery -> delivery.owner = member);
  }

  synchronized void giveBack(List<EmbeddedDelivery> deliveries) {
    deliveries.forEach(delivery -> delivery.returned = true);
    if (!deliveries.isEmpty()) {
      sortReturned();
    }
  }

  synchronized void giveBackAllOf(EmbeddedMember member) {
    if (open != null) {
      open.forEach(
          delivery -> {
            if (delivery.owner == member) {
              delivery.owner = null;
              delivery.returned = true;
            }
          });
      sortReturned();
    }
  }

  private void sortReturned() {
    returned.clear();
    open.forEach(
        delivery -> {
          if (delivery.returned) {
            returned.add(delivery);
          }
        });
  }

  synchronized Acked ack(EmbeddedDelivery delivery) {
    boolean full = open.bytes() >= MOST_BYTES;
    if (!open.settle(delivery)) {
      return Acked.BEFORE;
    }
    return full && open.bytes() < MOST_BYTES ? Acked.NOW_WITH_ROOM : Acked.NOW;
  }

  synchronized GroupProgress progress() {
    return open.progress();
  }
}
