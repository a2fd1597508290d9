package dev.serai.bus.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import dev.serai.bus.Delivery;
import io.cloudevents.CloudEvent;

/** A message at a member. Its state is guarded by itself. */
final class ServiceBusDelivery implements Delivery {

  private final long sequence;
  private final CloudEvent event;
  private final Inbox inbox;

  /** As it was received last; a lock is of one receiving. */
  private ServiceBusReceivedMessage message;

  private Tenure tenure;
  private long lockedUntil;
  private boolean begun;
  private boolean acked;
  private boolean superseded;
  private boolean lost;
  private long ackedAt;

  /** When settling was begun last, 0 when it is not under way. */
  private long settlingSince;

  ServiceBusDelivery(
      ServiceBusReceivedMessage message, CloudEvent event, Tenure tenure, Inbox inbox) {
    this.sequence = message.getSequenceNumber();
    this.event = event;
    this.inbox = inbox;
    received(message, tenure);
  }

  /** What became of one that comes again. */
  enum Again {
    /** It is being handled; it has the new lock now. */
    RUNNING,
    /** It was acked; it is to be settled under the new lock. */
    ACKED,
    /** It was not begun, and will not be: the new one is. */
    REPLACED
  }

  synchronized Again comesAgain(ServiceBusReceivedMessage again, Tenure under) {
    if (!begun && !acked) {
      superseded = true;
      return Again.REPLACED;
    }
    received(again, under);
    settlingSince = 0;
    return acked ? Again.ACKED : Again.RUNNING;
  }

  private void received(ServiceBusReceivedMessage again, Tenure under) {
    message = again;
    tenure = under;
    lost = false;
    lockedUntil = System.nanoTime() + under.lockNanos();
  }

  long sequence() {
    return sequence;
  }

  synchronized ServiceBusReceivedMessage message() {
    return message;
  }

  synchronized Tenure tenure() {
    return tenure;
  }

  synchronized boolean acked() {
    return acked;
  }

  /** The broker knows its lock no more. */
  synchronized void tenureLost() {
    lost = true;
  }

  synchronized boolean lost() {
    return lost;
  }

  /** Whether it was acked so long ago that it must have gone to another member. */
  synchronized boolean stale(long ageNanos) {
    return acked && System.nanoTime() - ackedAt > ageNanos;
  }

  synchronized boolean begun() {
    return begun;
  }

  /** Nanoseconds until the lock of the message itself ends. */
  synchronized long lockLeft() {
    return lockedUntil - System.nanoTime();
  }

  synchronized void renewed(ServiceBusReceivedMessage renewed, long sentNanos) {
    if (message == renewed) {
      lockedUntil = sentNanos + tenure.lockNanos();
    }
  }

  /** False when it is under way already, and not for too long. */
  synchronized boolean beginSettling(long patienceNanos) {
    long now = System.nanoTime();
    if (settlingSince != 0 && now - settlingSince < patienceNanos) {
      return false;
    }
    settlingSince = now == 0 ? 1 : now;
    return true;
  }

  synchronized void settlingFailed() {
    settlingSince = 0;
  }

  @Override
  public CloudEvent event() {
    return event;
  }

  @Override
  public String position() {
    // Not a bare number: that is a place in the event log, and the embedded bus's position.
    return "sb-" + sequence;
  }

  @Override
  public boolean begin() {
    synchronized (this) {
      if (!superseded && !lost && tenure.holds(this)) {
        begun = true;
        return true;
      }
    }
    inbox.forget(this);
    return false;
  }

  @Override
  public void ack() {
    synchronized (this) {
      if (acked || superseded) {
        return;
      }
      acked = true;
      ackedAt = System.nanoTime();
    }
    inbox.settle(this);
  }
}
