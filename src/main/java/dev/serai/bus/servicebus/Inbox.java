package dev.serai.bus.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import dev.serai.event.InvalidEventException;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The deliveries of a member that are not settled, and their settling: explicit, awaited, begun
 * again when no answer comes. Safe for all threads.
 */
final class Inbox {

  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  /** A request to settle may get no answer, ever, when a connection breaks. */
  private static final long SETTLING_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long STALE_NANOS = TimeUnit.MINUTES.toNanos(15);
  private static final int LONGEST_REASON = 200;

  private final String name;
  private final Function<Tenure, ServiceBusReceiverAsyncClient> through;
  private final Consumer<ServiceBusDelivery> settled;
  private final Map<Long, ServiceBusDelivery> open = new ConcurrentHashMap<>();

  /**
   * Messages of a tenure are settled through the client that the function gives; null when there is
   * none.
   */
  Inbox(
      String name,
      Function<Tenure, ServiceBusReceiverAsyncClient> through,
      Consumer<ServiceBusDelivery> settled) {
    this.name = name;
    this.through = through;
    this.settled = settled;
  }

  /** The delivery to hand on; null when there is none, because it is known or no event. */
  ServiceBusDelivery received(ServiceBusReceivedMessage message, Tenure tenure) {
    ServiceBusDelivery known = open.get(message.getSequenceNumber());
    if (known != null) {
      switch (known.comesAgain(message, tenure)) {
        case RUNNING -> {
          return null;
        }
        case ACKED -> {
          settle(known);
          return null;
        }
        case REPLACED -> {
          // It is handed on again below.
        }
      }
    }
    try {
      CloudEvent event = EventMessages.read(message);
      ServiceBusDelivery fresh = new ServiceBusDelivery(message, event, tenure, this);
      open.put(fresh.sequence(), fresh);
      return fresh;
    } catch (InvalidEventException e) {
      setAside(message, tenure, e);
      return null;
    }
  }

  /** No event, so nobody can handle it: it goes where people can look at it. */
  private void setAside(
      ServiceBusReceivedMessage message, Tenure tenure, InvalidEventException why) {
    LOG.error(
        "message {} of {} is no event and was moved to its dead-letter queue: {}",
        message.getSequenceNumber(),
        name,
        why.getMessage());
    String reason = String.valueOf(why.getMessage());
    tenure
        .client
        .deadLetter(
            message,
            new DeadLetterOptions()
                .setDeadLetterReason("serai: no event")
                .setDeadLetterErrorDescription(
                    reason.substring(0, Math.min(LONGEST_REASON, reason.length()))))
        .subscribe(
            moved -> {},
            failure ->
                LOG.warn(
                    "message {} of {} could not be moved, and comes again: {}",
                    message.getSequenceNumber(),
                    name,
                    failure.getMessage()));
  }

  void settle(ServiceBusDelivery delivery) {
    ServiceBusReceiverAsyncClient client = through.apply(delivery.tenure());
    if (client == null || !delivery.beginSettling(SETTLING_PATIENCE_NANOS)) {
      return;
    }
    ServiceBusReceivedMessage message = delivery.message();
    Mono<Void> completing = client.complete(message);
    completing.subscribe(
        nothing -> {}, failure -> failed(delivery, message, failure), () -> done(delivery));
  }

  private void done(ServiceBusDelivery delivery) {
    if (open.remove(delivery.sequence(), delivery)) {
      settled.accept(delivery);
      tellQuiet();
    }
  }

  private void failed(
      ServiceBusDelivery delivery, ServiceBusReceivedMessage message, Throwable failure) {
    if (failure instanceof IllegalArgumentException) {
      // The SDK knows the message as settled.
      done(delivery);
      return;
    }
    LOG.debug("message {} of {} is not settled yet", delivery.sequence(), name, failure);
    if (Faults.isLockLost(failure)) {
      // Settled when it comes again; unless it has been settled by a request without an answer.
      if (delivery.message() == message) {
        delivery.settlingFailed();
        delivery.tenureLost();
      }
      tellQuiet();
      return;
    }
    if (delivery.message() == message) {
      delivery.settlingFailed();
    }
  }

  /** Begins again what has got no answer; to be called now and then. */
  void settleAgain() {
    for (ServiceBusDelivery delivery : open.values()) {
      if (delivery.stale(STALE_NANOS)) {
        forget(delivery);
      } else if (delivery.acked() && !delivery.lost()) {
        settle(delivery);
      }
    }
  }

  List<ServiceBusDelivery> open() {
    return new ArrayList<>(open.values());
  }

  /** How many of the tenure are handed on and not settled. */
  int openOf(Tenure tenure) {
    int count = 0;
    for (ServiceBusDelivery delivery : open.values()) {
      if (delivery.tenure() == tenure) {
        count++;
      }
    }
    return count;
  }

  void forget(ServiceBusDelivery delivery) {
    open.remove(delivery.sequence(), delivery);
  }

  private synchronized void tellQuiet() {
    notifyAll();
  }

  /** Waits until all that was acked is settled, at most that long; false when it is not. */
  synchronized boolean awaitSettled(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (open.values().stream().anyMatch(each -> each.acked() && !each.lost())) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(Math.min(left, 50));
    }
    return true;
  }
}
