package dev.serai.bus.servicebus.twin;

import java.util.TreeMap;
import org.apache.qpid.proton.amqp.Binary;

/** A session of a store: its messages, its state and who holds it. */
final class SessionBox {

  final String id;
  final TreeMap<Long, Held> ready = new TreeMap<>();
  Binary state;

  /** Null when it is free. */
  Taker holder;

  long lockedUntil;

  SessionBox(String id) {
    this.id = id;
  }

  boolean isFree(long now) {
    return holder == null || lockedUntil <= now;
  }
}
