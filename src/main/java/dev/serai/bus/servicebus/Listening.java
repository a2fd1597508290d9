package dev.serai.bus.servicebus;

import dev.serai.bus.Delivery;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A member's listener, which hears nothing more once the member is closed. */
final class Listening {

  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private final GroupSpec group;
  private final String address;
  private final DeliveryListener listener;

  /** Held while the listener is called, so that close can wait for the call to end. */
  private final ReentrantLock calling = new ReentrantLock();

  private boolean closed;
  private volatile boolean troubled;

  Listening(GroupSpec group, String address, DeliveryListener listener) {
    this.group = group;
    this.address = address;
    this.listener = listener;
  }

  void deliver(List<Delivery> deliveries) {
    tell(
        () -> {
          try {
            listener.onDeliveries(deliveries);
          } catch (RuntimeException e) {
            LOG.error(
                "the listener failed: {} deliveries wait until it closes", deliveries.size(), e);
          }
        });
  }

  void trouble(Throwable failure) {
    tell(
        () -> {
          if (!troubled) {
            troubled = true;
            RuntimeException told = Faults.translated(address, failure);
            LOG.warn(
                "group '{}' of channel '{}' cannot fetch: {}",
                group.name(),
                group.channel(),
                told.getMessage());
            listener.onTrouble(told);
          }
        });
  }

  boolean troubled() {
    return troubled;
  }

  void recovered() {
    if (!troubled) {
      return;
    }
    tell(
        () -> {
          if (troubled) {
            troubled = false;
            LOG.info("group '{}' of channel '{}' fetches again", group.name(), group.channel());
            listener.onRecovered();
          }
        });
  }

  private void tell(Runnable what) {
    calling.lock();
    try {
      if (!closed) {
        what.run();
      }
    } finally {
      calling.unlock();
    }
  }

  /** True for the first time. */
  boolean close() {
    calling.lock();
    try {
      boolean first = !closed;
      closed = true;
      return first;
    } finally {
      calling.unlock();
    }
  }
}
