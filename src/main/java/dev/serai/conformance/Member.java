package dev.serai.conformance;

import dev.serai.bus.Binding;
import dev.serai.bus.Delivery;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A member of a group that talks to the binding itself, without the hub's delivery. */
public final class Member implements DeliveryListener, AutoCloseable {

  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private final Subscription subscription;

  private Member(Binding binding, GroupSpec group) {
    subscription = binding.subscribe(group, this);
  }

  /** Joins an existing group and asks for that many. */
  public static Member of(Binding binding, GroupSpec group, int demand) {
    Member member = new Member(binding, group);
    if (demand > 0) {
      member.subscription.request(demand);
    }
    return member;
  }

  @Override
  public void onDeliveries(List<Delivery> more) {
    deliveries.addAll(more);
  }

  public void request(int count) {
    subscription.request(count);
  }

  public List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  public List<String> ids() {
    return deliveries.stream().map(delivery -> delivery.event().getId()).toList();
  }

  public void ackAll() {
    deliveries.forEach(Delivery::ack);
  }

  @Override
  public void close() {
    subscription.close();
  }
}
