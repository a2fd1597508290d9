package dev.serai.bus.kafka;

import dev.serai.bus.Delivery;
import io.cloudevents.CloudEvent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A record at a member. */
final class KafkaDelivery implements Delivery {

  private static final int OPEN = 0;
  private static final int BEGUN = 1;
  private static final int GONE = 2;
  private static final int SETTLED = 3;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(KafkaDelivery.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final long offset;
  private final CloudEvent event;
  private final KafkaMember member;

  /** The partition in the tenure in which this was fetched, or in which it is still running. */
  private volatile Held held;

  @SuppressWarnings("unused") // by its handle
  private volatile int state;

  KafkaDelivery(long offset, CloudEvent event, KafkaMember member, Held held) {
    this.offset = offset;
    this.event = event;
    this.member = member;
    this.held = held;
  }

  @Override
  public CloudEvent event() {
    return event;
  }

  @Override
  public String position() {
    return held.partition.partition() + "-" + offset;
  }

  /**
   * Told before it is looked whether it may: who takes the partition away sees one or the other.
   */
  @Override
  public boolean begin() {
    if (!STATE.compareAndSet(this, OPEN, BEGUN)) {
      return false;
    }
    if (held.over() || !member.mayBegin()) {
      STATE.compareAndSet(this, BEGUN, GONE);
      return false;
    }
    return true;
  }

  @Override
  public void ack() {
    state = SETTLED;
  }

  boolean isSettled() {
    return state == SETTLED;
  }

  /** Whether a handler has it now. */
  boolean isBegun() {
    return state == BEGUN;
  }

  Held held() {
    return held;
  }

  void moveTo(Held other) {
    held = other;
  }
}
