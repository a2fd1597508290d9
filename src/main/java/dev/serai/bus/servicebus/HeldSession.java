package dev.serai.bus.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import java.util.ArrayDeque;
import java.util.Deque;

/** A session that a member has, and what has arrived of it. On the member's thread only. */
final class HeldSession {

  /** Messages of a session in memory or on their way at most. */
  private static final int MOST = 64;

  final Tenure tenure;
  final Flow flow;
  private final Deque<ServiceBusReceivedMessage> arrived = new ArrayDeque<>();
  private final long since = System.nanoTime();
  private long busyAt = since;
  private boolean leaving;

  HeldSession(Tenure tenure, Flow flow) {
    this.tenure = tenure;
    this.flow = flow;
  }

  void gather() {
    for (ServiceBusReceivedMessage message : flow.take()) {
      arrived.add(message);
      busyAt = System.nanoTime();
    }
  }

  /** Null when nothing has arrived. */
  ServiceBusReceivedMessage next() {
    return arrived.poll();
  }

  boolean isEmpty() {
    return arrived.isEmpty();
  }

  /** Asks for more, often not, so that requests are few. */
  void want(int most) {
    int room = Math.min(MOST, most) - arrived.size();
    if (!leaving && flow.outstanding() <= room / 2) {
      flow.want(room);
    }
  }

  void busy() {
    busyAt = System.nanoTime();
  }

  long idleNanos() {
    return System.nanoTime() - busyAt;
  }

  long ageNanos() {
    return System.nanoTime() - since;
  }

  /** No more of it is fetched; it is given back when what is here has been settled. */
  void leave() {
    leaving = true;
  }

  boolean leaving() {
    return leaving;
  }
}
