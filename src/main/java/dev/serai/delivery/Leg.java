package dev.serai.delivery;

import dev.serai.bus.Binding;
import dev.serai.bus.Delivery;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Lag;
import dev.serai.bus.Subscription;
import java.util.List;
import java.util.function.BiConsumer;

/** A group's way over one broker of several. Joined and left by one thread at a time. */
final class Leg {

  private final String broker;
  private final Binding binding;
  private final GroupSpec group;
  private final DeliveryListener listener;
  private final SharedDemand demand;
  private final BiConsumer<Leg, Throwable> trouble;
  private volatile boolean absent;
  private volatile Lag lastLag = Lag.unknown();

  /** Null while it is no member. Guarded by this, like all below. */
  private Subscription joined;

  private SharedDemand.Share share;
  private boolean closed;

  /**
   * @param trouble told what keeps the broker from being read, and null once it is read again
   */
  Leg(
      String broker,
      Binding binding,
      GroupSpec group,
      DeliveryListener listener,
      SharedDemand demand,
      BiConsumer<Leg, Throwable> trouble) {
    this.broker = broker;
    this.binding = binding;
    this.group = group;
    this.listener = listener;
    this.demand = demand;
    this.trouble = trouble;
  }

  String broker() {
    return broker;
  }

  /** Whether the broker said that it has no such group. */
  boolean isAbsent() {
    return absent;
  }

  /** What {@link #ask()} found last. */
  Lag lastLag() {
    return lastLag;
  }

  Lag ask() {
    Lag now = binding.lag(group.channel(), group.name());
    lastLag = now;
    return now;
  }

  /** Asks the broker, unless this is a member. */
  boolean exists() {
    synchronized (this) {
      if (joined != null) {
        return true;
      }
    }
    absent = !binding.groups(group.channel()).contains(group.name());
    return !absent;
  }

  /**
   * Becomes a member, unless it is one.
   *
   * @param leftover as of {@link SharedDemand#share}
   */
  void join(boolean leftover) {
    synchronized (this) {
      if (joined != null || closed) {
        return;
      }
    }
    SharedDemand.Share made = demand.share(leftover);
    Subscription to = binding.subscribe(group, new Membership(made));
    boolean late;
    synchronized (this) {
      late = closed;
      joined = late ? null : to;
      share = made;
    }
    if (late) {
      to.close();
    } else {
      demand.begin(made, to);
    }
  }

  /** Gives back the demand that was not met; blocks until the broker has been left. */
  void leave() {
    Subscription from;
    synchronized (this) {
      from = joined;
      joined = null;
    }
    if (from != null) {
      demand.end(share);
      from.close();
    }
  }

  void close() {
    Subscription from;
    synchronized (this) {
      closed = true;
      from = joined;
      joined = null;
    }
    if (from != null) {
      from.close();
    }
  }

  private final class Membership implements DeliveryListener {

    private final SharedDemand.Share share;

    Membership(SharedDemand.Share share) {
      this.share = share;
    }

    @Override
    public void onDeliveries(List<Delivery> deliveries) {
      // First handed on: what this frees may come at once, and must come behind.
      listener.onDeliveries(deliveries);
      demand.met(share, deliveries.size());
    }

    @Override
    public void onTrouble(Throwable cause) {
      trouble.accept(Leg.this, cause);
    }

    @Override
    public void onRecovered() {
      trouble.accept(Leg.this, null);
    }
  }
}
