package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.BusException;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Lag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of a group on several brokers, one after the other. All demand goes to the broker that
 * is being emptied; once nothing is unsettled there, what is left of it goes on to the next. A
 * broker that was left keeps a demand of one, for what others still publish to it.
 */
final class DrainingMember {

  private static final Logger LOG = LoggerFactory.getLogger(DrainingMember.class);
  private static final long FIRST_PAUSE = 250;
  private static final long LONGEST_PAUSE = 2_000;

  private final GroupSpec group;
  private final ScheduledExecutorService looks;
  private final Troubles troubles;
  private final SharedDemand demand = new SharedDemand();

  /** In order; the last one is the broker that is published to. */
  private final List<Leg> legs = new ArrayList<>();

  /** Brokers that were left and of whose trouble the log tells already. */
  private final Set<Leg> warned = ConcurrentHashMap.newKeySet();

  /** Between two looks: longer while nothing moves. Only touched by the look under way. */
  private long pause = FIRST_PAUSE;

  private Future<?> next;
  private volatile int active;
  private volatile boolean closed;

  DrainingMember(
      GroupSpec group,
      DeliveryListener listener,
      Map<String, Binding> old,
      Binding current,
      ScheduledExecutorService looks) {
    this.group = group;
    this.looks = looks;
    this.troubles = new Troubles(listener);
    old.forEach((name, binding) -> legs.add(leg(name, binding, listener)));
    legs.add(leg("", current, listener));
  }

  private Leg leg(String broker, Binding binding, DeliveryListener listener) {
    return new Leg(broker, binding, group, listener, demand, this::trouble);
  }

  GroupSpec group() {
    return group;
  }

  void start() {
    later(0);
  }

  void request(int count) {
    demand.add(count);
  }

  /** Where the group stands on each broker that is being left and has, or had, the group. */
  List<Draining> draining() {
    List<Draining> all = new ArrayList<>();
    for (int i = 0; i < legs.size() - 1; i++) {
      Leg leg = legs.get(i);
      if (!leg.isAbsent()) {
        all.add(
            new Draining(leg.broker(), group.channel(), group.name(), leg.lastLag(), i < active));
      }
    }
    return all;
  }

  /** What it has not settled on the brokers before the newest one, as last seen. */
  Optional<Lag> left() {
    return legs.subList(Math.min(active, legs.size() - 1), legs.size() - 1).stream()
        .filter(leg -> !leg.isAbsent())
        .map(Leg::lastLag)
        .reduce(Lag::plus);
  }

  private synchronized void later(long millis) {
    try {
      next = looks.schedule(this::look, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("group '{}' of channel '{}' is closing", group.name(), group.channel(), e);
    }
  }

  /** Goes on to the next broker when this one is empty, as far as that goes. */
  private void look() {
    if (closed) {
      return;
    }
    int at = active;
    Leg leg = legs.get(at);
    boolean last = at == legs.size() - 1;
    boolean goesOn = false;
    try {
      if (last) {
        leg.join(false);
      } else if (isEmptied(leg)) {
        goOn(leg, at + 1);
        goesOn = true;
      }
      troubles.end(this);
    } catch (Throwable e) {
      // Errors too: without another look the group would stand still for good.
      LOG.debug("group '{}' of channel '{}' waits", group.name(), group.channel(), e);
      troubles.begin(this, e);
      last = false;
    }
    if (!last) {
      later(goesOn ? 0 : pause);
    }
  }

  private boolean isEmptied(Leg leg) {
    if (!leg.exists()) {
      return true;
    }
    leg.join(false);
    Lag before = leg.lastLag();
    Lag now = leg.ask();
    if (now.events().isEmpty()) {
      // Whether it is away or never tells: to read ahead would break the order.
      throw new BusException(
          "'%s' does not tell how many events the group has left there, and the group waits for them; take it out of 'draining' if they will never come"
              .formatted(leg.broker()),
          null);
    }
    pause = now.events().equals(before.events()) ? Math.min(2 * pause, LONGEST_PAUSE) : FIRST_PAUSE;
    return now.events().getAsLong() == 0;
  }

  private void goOn(Leg leg, int to) {
    // Leaving is the only way to take back the demand that the broker has not met.
    leg.leave();
    if (!leg.isAbsent()) {
      leg.join(true);
      LOG.info(
          "group '{}' of channel '{}' has settled all it had on {}",
          group.name(),
          group.channel(),
          leg.broker());
    }
    pause = FIRST_PAUSE;
    active = to;
    troubles.end(leg);
  }

  /** A broker that has nothing left holds nothing up: its trouble is not the group's. */
  private void trouble(Leg leg, Throwable cause) {
    int place = legs.indexOf(leg);
    if (cause == null) {
      warned.remove(leg);
      troubles.end(leg);
    } else if (place >= active) {
      troubles.begin(leg, cause);
    } else if (warned.add(leg)) {
      LOG.warn(
          "group '{}' of channel '{}' has gone on from {}, which cannot be read now: {}",
          group.name(),
          group.channel(),
          leg.broker(),
          Causes.text(cause));
    }
    if (place < active) {
      troubles.end(leg);
    }
  }

  void close() {
    synchronized (this) {
      closed = true;
      if (next != null) {
        next.cancel(false);
      }
    }
    legs.forEach(Leg::close);
  }
}
