package dev.serai.bus.embedded;

import dev.serai.bus.BusException;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Scheduler;
import dev.serai.bus.Subscription;
import dev.serai.ledger.EventLog;
import dev.serai.ledger.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(1);
  private static final int FLUSH_SECONDS = 10;

  private final GroupSpec spec;
  private final Ledger ledger;
  private final Scheduler scheduler;
  private final Executor executor;
  private final GroupSaves saves;
  private final AtomicInteger wakes = new AtomicInteger();

  private final GroupDeliveries deliveries = new GroupDeliveries(this);

  /** In order of joining; also the lock of {@code appends}. */
  private final List<EmbeddedMember> members = new ArrayList<>();

  private AutoCloseable appends;

  /** Used by the fetching thread only. */
  private int turn;

  private boolean troubled;

  EmbeddedGroup(GroupSpec spec, Ledger ledger, Scheduler scheduler, Executor executor) {
    this.spec = spec;
    this.ledger = ledger;
    this.scheduler = scheduler;
    this.executor = executor;
    this.saves =
        new GroupSaves(
            spec.channel(), spec.name(), ledger.groups(), scheduler, deliveries::progress);
  }

  /**
   * @param ordered whether this member needs the events of one key in order
   */
  Subscription join(boolean ordered, DeliveryListener listener) {
    EmbeddedMember member = new EmbeddedMember(this, ordered, listener);
    synchronized (members) {
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
    List<EmbeddedDelivery> next = deliveries.takeReturned(limit);
    if (next.isEmpty()) {
      beginOnce();
      if (deliveries.isFull()) {
        return false;
      }
      EventLog.BusPage page = ledger.events().readBus(spec.channel(), deliveries.fetched(), limit);
      if (page.end() == deliveries.fetched()) {
        return false;
      }
      next = deliveries.fetch(page);
      if (page.events().isEmpty()) {
        saves.changed();
        return true;
      }
    }
    share(next, ready);
    return true;
  }

  /**
   * While any member wants order by key, one member works and the others stand by: no key can be at
   * two at once.
   */
  private List<EmbeddedMember> ready() {
    synchronized (members) {
      boolean ordered = members.stream().anyMatch(EmbeddedMember::isOrdered);
      return members.stream()
          .filter(member -> !member.isClosed())
          .limit(ordered ? 1 : Long.MAX_VALUE)
          .filter(member -> member.demand() > 0)
          .toList();
    }
  }

  private void beginOnce() {
    if (!deliveries.hasBegun()) {
      deliveries.begin(
          ledger
              .groups()
              .progress(spec.channel(), spec.name())
              .orElseThrow(
                  () ->
                      new BusException(
                          "group '%s' does not exist on channel '%s': create it before subscribing"
                              .formatted(spec.name(), spec.channel()),
                          null)));
    }
  }

  private void share(List<EmbeddedDelivery> all, List<EmbeddedMember> ready) {
    int given = 0;
    turn++;
    for (int i = 0; i < ready.size() && given < all.size(); i++) {
      EmbeddedMember member = ready.get((turn + i) % ready.size());
      int membersLeft = ready.size() - i;
      int fair = (all.size() - given + membersLeft - 1) / membersLeft;
      int count = (int) Math.min(fair, member.demand());
      give(member, all.subList(given, given + count));
      given += count;
    }
    deliveries.giveBack(all.subList(given, all.size()));
  }

  private void give(EmbeddedMember member, List<EmbeddedDelivery> share) {
    if (share.isEmpty()) {
      return;
    }
    deliveries.give(share, member);
    if (!member.push(List.copyOf(share))) {
      deliveries.giveBack(share);
    }
  }

  void ack(EmbeddedDelivery delivery) {
    GroupDeliveries.Acked acked = deliveries.ack(delivery);
    if (acked == GroupDeliveries.Acked.BEFORE) {
      return;
    }
    saves.changed();
    if (acked == GroupDeliveries.Acked.NOW_WITH_ROOM) {
      wake();
    }
  }

  /** Hands what the member has not settled to the others, now or when one joins. */
  void leave(EmbeddedMember member) {
    synchronized (members) {
      members.remove(member);
    }
    deliveries.giveBackAllOf(member);
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
    synchronized (members) {
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
    synchronized (members) {
      all = List.copyOf(members);
    }
    all.forEach(told);
  }
}
