package dev.serai.bus.embedded;

import dev.serai.bus.BusException;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Scheduler;
import dev.serai.bus.Subscription;
import dev.serai.event.EventSize;
import dev.serai.ledger.GroupProgress;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.StoredEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All members of one group in this process, which share its events. Fetching runs on the binding's
 * threads, one at a time for each group, woken by demand and by appends.
 */
final class EmbeddedGroup {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedGroup.class);
  private static final int PAGE = 1_000;
  private static final long MOST_OPEN_BYTES = 32L << 20;
  private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(1);
  private static final int FLUSH_SECONDS = 10;

  private final GroupSpec spec;
  private final Ledger ledger;
  private final Scheduler scheduler;
  private final Executor executor;
  private final GroupSaves saves;
  private final AtomicInteger wakes = new AtomicInteger();

  private final Object lock = new Object();
  private final List<EmbeddedMember> members = new ArrayList<>();
  private final Deque<EmbeddedDelivery> returned = new ArrayDeque<>();
  private OpenDeliveries open;
  private AutoCloseable appends;
  private int turn;

  /** Used by the fetching thread only. */
  private boolean troubled;

  EmbeddedGroup(GroupSpec spec, Ledger ledger, Scheduler scheduler, Executor executor) {
    this.spec = spec;
    this.ledger = ledger;
    this.scheduler = scheduler;
    this.executor = executor;
    this.saves =
        new GroupSaves(spec.channel(), spec.name(), ledger.groups(), scheduler, this::progress);
  }

  Subscription join(DeliveryListener listener) {
    EmbeddedMember member = new EmbeddedMember(this, listener);
    synchronized (lock) {
      members.add(member);
      if (appends == null) {
        appends = ledger.events().onAppend(spec.channel(), seq -> wake());
      }
    }
    return member;
  }

  /** Has the group fetch, soon, if there is demand. Never blocks. */
  void wake() {
    if (wakes.getAndIncrement() == 0) {
      executor.execute(this::fetchWhileWoken);
    }
  }

  private void fetchWhileWoken() {
    int seen = wakes.get();
    do {
      try {
        while (fetchOnce()) {
          // Another page may be there.
        }
        recovered();
      } catch (Throwable e) {
        // Errors too: with a count left above 0 nothing would ever wake the group again.
        trouble(e);
      }
      seen = wakes.addAndGet(-seen);
    } while (seen != 0);
  }

  /** Delivers at most one page; false when there is nothing to do. */
  private boolean fetchOnce() {
    List<EmbeddedMember> ready = ready();
    long demand = ready.stream().mapToLong(EmbeddedMember::demand).sum();
    if (demand <= 0) {
      return false;
    }
    int limit = (int) Math.min(PAGE, demand);
    List<EmbeddedDelivery> deliveries = takeReturned(limit);
    if (deliveries.isEmpty()) {
      OptionalLong after = after();
      if (after.isEmpty()) {
        return false;
      }
      List<StoredEvent> page = ledger.events().read(spec.channel(), after.getAsLong(), limit);
      if (page.isEmpty()) {
        return false;
      }
      deliveries = opened(page);
    }
    share(deliveries, ready);
    return true;
  }

  /** With order by key one member works and the others stand by: no key can be at two at once. */
  private List<EmbeddedMember> ready() {
    synchronized (lock) {
      return members.stream()
          .filter(member -> !member.isClosed())
          .limit(spec.ordered() ? 1 : Long.MAX_VALUE)
          .filter(member -> member.demand() > 0)
          .toList();
    }
  }

  private List<EmbeddedDelivery> takeReturned(int limit) {
    synchronized (lock) {
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
  }

  /** The place to read on from; empty while the open deliveries fill their share of memory. */
  private OptionalLong after() {
    if (open == null) {
      GroupProgress from =
          ledger
              .groups()
              .progress(spec.channel(), spec.name())
              .orElseThrow(
                  () ->
                      new BusException(
                          "group '%s' does not exist on channel '%s': create it before subscribing"
                              .formatted(spec.name(), spec.channel()),
                          null));
      synchronized (lock) {
        open = new OpenDeliveries(from);
      }
    }
    synchronized (lock) {
      return open.bytes() < MOST_OPEN_BYTES
          ? OptionalLong.of(open.fetched())
          : OptionalLong.empty();
    }
  }

  private List<EmbeddedDelivery> opened(List<StoredEvent> page) {
    List<EmbeddedDelivery> deliveries = new ArrayList<>(page.size());
    synchronized (lock) {
      for (StoredEvent stored : page) {
        if (open.fetch(stored.seq())) {
          EmbeddedDelivery delivery =
              new EmbeddedDelivery(stored, EventSize.of(stored.event()), this);
          open.add(delivery);
          deliveries.add(delivery);
        }
      }
    }
    return deliveries;
  }

  private void share(List<EmbeddedDelivery> deliveries, List<EmbeddedMember> ready) {
    int given = 0;
    turn++;
    for (int i = 0; i < ready.size() && given < deliveries.size(); i++) {
      EmbeddedMember member = ready.get((turn + i) % ready.size());
      int left = deliveries.size() - given;
      int fair = (left + ready.size() - i - 1) / (ready.size() - i);
      int count = (int) Math.min(fair, member.demand());
      give(member, deliveries.subList(given, given + count));
      given += count;
    }
    giveBack(deliveries.subList(given, deliveries.size()));
  }

  private void give(EmbeddedMember member, List<EmbeddedDelivery> deliveries) {
    if (deliveries.isEmpty()) {
      return;
    }
    synchronized (lock) {
      deliveries.forEach(delivery -> delivery.owner = member);
    }
    if (!member.push(List.copyOf(deliveries))) {
      giveBack(deliveries);
    }
  }

  private void giveBack(List<EmbeddedDelivery> deliveries) {
    synchronized (lock) {
      deliveries.forEach(delivery -> delivery.returned = true);
      if (!deliveries.isEmpty()) {
        sortReturned();
      }
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

  void ack(EmbeddedDelivery delivery) {
    boolean roomAgain;
    synchronized (lock) {
      boolean full = open.bytes() >= MOST_OPEN_BYTES;
      if (!open.settle(delivery)) {
        return;
      }
      roomAgain = full && open.bytes() < MOST_OPEN_BYTES;
    }
    saves.changed();
    if (roomAgain) {
      wake();
    }
  }

  private GroupProgress progress() {
    synchronized (lock) {
      return open.progress();
    }
  }

  /** Hands what the member has not settled to the others, now or when one joins. */
  void leave(EmbeddedMember member) {
    synchronized (lock) {
      members.remove(member);
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
    wake();
    flush();
  }

  private void flush() {
    try {
      saves.flush().get(FLUSH_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn(
          "progress of group '{}' on '{}' was not saved: settled events may come again",
          spec.name(),
          spec.channel(),
          e);
    }
  }

  void close() {
    List<EmbeddedMember> all;
    synchronized (lock) {
      all = List.copyOf(members);
    }
    all.forEach(EmbeddedMember::close);
    saves.stop();
    try {
      if (appends != null) {
        appends.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void trouble(Throwable cause) {
    if (!troubled) {
      troubled = true;
      BusException told = Faults.translated(cause);
      LOG.warn(
          "group '{}' on '{}' cannot fetch: {}", spec.name(), spec.channel(), cause.toString());
      everyMember(member -> member.trouble(told));
    }
    scheduler.after(PAUSE_AFTER_TROUBLE, this::wake);
  }

  private void recovered() {
    if (troubled) {
      troubled = false;
      everyMember(EmbeddedMember::recovered);
    }
  }

  private void everyMember(Consumer<EmbeddedMember> told) {
    List<EmbeddedMember> all;
    synchronized (lock) {
      all = List.copyOf(members);
    }
    all.forEach(told);
  }
}
