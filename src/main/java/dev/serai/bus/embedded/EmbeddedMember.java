package dev.serai.bus.embedded;

import dev.serai.bus.Delivery;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.Subscription;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One member of a group: its demand, and the only way to its listener. */
final class EmbeddedMember implements Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedMember.class);

  private final EmbeddedGroup group;
  private final boolean ordered;
  private final DeliveryListener listener;
  private final AtomicLong demand = new AtomicLong();

  /** Held while the listener is called, so that close can wait for the call to end. */
  private final ReentrantLock calling = new ReentrantLock();

  private volatile boolean closed;

  EmbeddedMember(EmbeddedGroup group, boolean ordered, DeliveryListener listener) {
    this.group = group;
    this.ordered = ordered;
    this.listener = listener;
  }

  boolean isOrdered() {
    return ordered;
  }

  long demand() {
    return demand.get();
  }

  boolean isClosed() {
    return closed;
  }

  /** False when the member has closed meanwhile and took nothing. */
  boolean push(List<Delivery> deliveries) {
    calling.lock();
    try {
      if (closed) {
        return false;
      }
      demand.addAndGet(-deliveries.size());
      listener.onDeliveries(deliveries);
      return true;
    } catch (RuntimeException e) {
      LOG.error("the listener failed: {} deliveries wait until it closes", deliveries.size(), e);
      return true;
    } finally {
      calling.unlock();
    }
  }

  void trouble(Throwable cause) {
    calling.lock();
    try {
      if (!closed) {
        listener.onTrouble(cause);
      }
    } finally {
      calling.unlock();
    }
  }

  void recovered() {
    calling.lock();
    try {
      if (!closed) {
        listener.onRecovered();
      }
    } finally {
      calling.unlock();
    }
  }

  @Override
  public void request(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("request must be at least 1, but is " + count);
    }
    demand.addAndGet(count);
    group.wake();
  }

  @Override
  public void close() {
    calling.lock();
    try {
      closed = true;
    } finally {
      calling.unlock();
    }
    group.leave(this);
  }
}
