package dev.serai.bus.redis;

import dev.serai.bus.Delivery;
import io.cloudevents.CloudEvent;
import java.util.concurrent.atomic.AtomicBoolean;

/** An entry of a shard at a member. */
final class RedisDelivery implements Delivery {

  final int shard;
  final String id;
  private final CloudEvent event;
  private final RedisMember member;
  private final AtomicBoolean acked = new AtomicBoolean();

  /** Guarded by the member. */
  Tenure tenure;

  RedisDelivery(int shard, String id, CloudEvent event, RedisMember member, Tenure tenure) {
    this.shard = shard;
    this.id = id;
    this.event = event;
    this.member = member;
    this.tenure = tenure;
  }

  @Override
  public CloudEvent event() {
    return event;
  }

  @Override
  public String position() {
    return shard + "-" + id;
  }

  @Override
  public boolean begin() {
    return member.begin(this);
  }

  @Override
  public void ack() {
    if (acked.compareAndSet(false, true)) {
      member.ack(this);
    }
  }
}
