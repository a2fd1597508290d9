package dev.serai.bus.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import java.time.Duration;

/** The time from the opening of a receiving link until it ends. Safe for all threads. */
final class Tenure {

  final ServiceBusReceiverAsyncClient client;

  /** Null when there are no sessions. */
  final String session;

  private final long lockNanos;
  private volatile long lockedUntil;
  private volatile boolean ended;

  Tenure(ServiceBusReceiverAsyncClient client, String session, Duration lock) {
    this.client = client;
    this.session = session;
    this.lockNanos = lock.toNanos();
    this.lockedUntil = System.nanoTime() + lockNanos;
  }

  long lockNanos() {
    return lockNanos;
  }

  boolean ended() {
    return ended;
  }

  void end() {
    ended = true;
  }

  /** The session's lock was prolonged by a request that was sent at that time. */
  void renewed(long sentNanos) {
    lockedUntil = sentNanos + lockNanos;
  }

  /** Nanoseconds until the session's lock ends. */
  long lockLeft() {
    return lockedUntil - System.nanoTime();
  }

  /**
   * Whether nobody else can have it: a session goes with its link, a message's own lock does not.
   */
  boolean holds(ServiceBusDelivery delivery) {
    return session == null ? delivery.lockLeft() > 0 : !ended && lockLeft() > 0;
  }
}
