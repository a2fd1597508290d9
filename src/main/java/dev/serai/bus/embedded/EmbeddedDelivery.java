package dev.serai.bus.embedded;

import dev.serai.bus.Delivery;
import dev.serai.ledger.StoredEvent;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;

/** An event at a member; also its own place in the {@link OpenDeliveries} of its group. */
final class EmbeddedDelivery implements Delivery {

  private static final long ATTRIBUTES = 512;

  final long seq;

  /** Roughly what it takes in memory. */
  final long bytes;

  // All guarded by the group's lock.
  EmbeddedMember owner;
  EmbeddedDelivery previous;
  EmbeddedDelivery next;
  boolean settled;

  /** Waits to be given to another member than the one that left it. */
  boolean returned;

  /** Whether an event between this one and the next is settled. */
  boolean settledAfter;

  private final StoredEvent stored;
  private final EmbeddedGroup group;

  EmbeddedDelivery(StoredEvent stored, EmbeddedGroup group) {
    CloudEventData data = stored.event().getData();
    this.seq = stored.seq();
    this.bytes = ATTRIBUTES + (data == null ? 0 : data.toBytes().length);
    this.stored = stored;
    this.group = group;
  }

  private EmbeddedDelivery() {
    this.seq = 0;
    this.bytes = 0;
    this.stored = null;
    this.group = null;
  }

  /** Both ends of a chain; never given to anybody. */
  static EmbeddedDelivery ends() {
    EmbeddedDelivery ends = new EmbeddedDelivery();
    ends.previous = ends;
    ends.next = ends;
    return ends;
  }

  @Override
  public CloudEvent event() {
    return stored.event();
  }

  @Override
  public String position() {
    return Long.toString(seq);
  }

  @Override
  public void ack() {
    group.ack(this);
  }
}
