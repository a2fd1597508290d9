package dev.serai.bus.servicebus;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusSenderAsyncClient;
import com.azure.messaging.servicebus.ServiceBusTransactionContext;
import dev.serai.bus.BusException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends to one topic with one batch under way, because the SDK does not keep the order of sends
 * that overlap. What comes meanwhile goes together in the next batch, each publication whole.
 */
final class Outbox {

  /** Service Bus takes no more messages in a transaction. */
  private static final int MOST_IN_TRANSACTION = 100;

  private static final int MOST_IN_BATCH = 2_000;

  /** A publication on its way. */
  record Parcel(List<ServiceBusMessage> messages, long bytes, CompletableFuture<Void> sent) {}

  private final ServiceBusSenderAsyncClient sender;
  private final Duration patience;
  private final Deque<Parcel> waiting = new ArrayDeque<>();
  private boolean underWay;

  Outbox(ServiceBusSenderAsyncClient sender, Duration timeout) {
    this.sender = sender;
    this.patience = timeout.plusSeconds(1);
  }

  /** The bytes are what the messages take at most, encoded. */
  CompletionStage<Void> send(List<ServiceBusMessage> messages, long bytes) {
    Parcel parcel = new Parcel(messages, bytes, new CompletableFuture<>());
    synchronized (this) {
      waiting.add(parcel);
      if (underWay) {
        return parcel.sent();
      }
      underWay = true;
    }
    next();
    return parcel.sent();
  }

  private void next() {
    sender
        .createMessageBatch()
        .timeout(patience)
        .subscribe(this::fill, failure -> ended(all(), failure));
  }

  /** Without a link nothing can be sent, so nothing waits for one. */
  private synchronized List<Parcel> all() {
    List<Parcel> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  private void fill(ServiceBusMessageBatch batch) {
    List<Parcel> parcels;
    try {
      parcels = take(batch.getMaxSizeInBytes());
      if (parcels.get(0).bytes() > batch.getMaxSizeInBytes()) {
        large(parcels.get(0), batch);
        return;
      }
      for (Parcel parcel : parcels) {
        parcel.messages().forEach(message -> add(batch, message));
      }
    } catch (RuntimeException e) {
      ended(all(), e);
      return;
    }
    sender
        .sendMessages(batch)
        .timeout(patience)
        .subscribe(nothing -> {}, failure -> ended(parcels, failure), () -> ended(parcels, null));
  }

  private static void add(ServiceBusMessageBatch batch, ServiceBusMessage message) {
    if (!batch.tryAddMessage(message)) {
      throw new BusException(
          "a message does not fit into a batch of "
              + batch.getMaxSizeInBytes()
              + " bytes: lower brokers.servicebus.maxEventBytes, or take the premium tier",
          null);
    }
  }

  private synchronized List<Parcel> take(int most) {
    List<Parcel> taken = new ArrayList<>();
    long bytes = 0;
    int messages = 0;
    for (Parcel parcel = waiting.peek(); parcel != null; parcel = waiting.peek()) {
      bytes += parcel.bytes();
      messages += parcel.messages().size();
      if (!taken.isEmpty() && (bytes > most || messages > MOST_IN_BATCH)) {
        break;
      }
      taken.add(waiting.poll());
    }
    return taken;
  }

  /** More than a batch holds is sent in several, all of them or none. */
  private void large(Parcel parcel, ServiceBusMessageBatch first) {
    if (parcel.messages().size() == 1) {
      add(first, parcel.messages().get(0));
      sender
          .sendMessages(first)
          .timeout(patience)
          .subscribe(
              nothing -> {},
              failure -> ended(List.of(parcel), failure),
              () -> ended(List.of(parcel), null));
      return;
    }
    if (parcel.messages().size() > MOST_IN_TRANSACTION) {
      ended(
          List.of(parcel),
          new BusException(
              "%d events together have up to %d bytes; Service Bus stores at most %d bytes, or %d events, in one step: publish fewer together, or take the premium tier"
                  .formatted(
                      parcel.messages().size(),
                      parcel.bytes(),
                      first.getMaxSizeInBytes(),
                      MOST_IN_TRANSACTION),
              null));
      return;
    }
    Mono.usingWhen(
            sender.createTransaction(),
            transaction -> inside(transaction, parcel),
            sender::commitTransaction,
            (transaction, failure) -> sender.rollbackTransaction(transaction),
            sender::rollbackTransaction)
        .timeout(patience.multipliedBy(2))
        .subscribe(
            nothing -> {},
            failure -> ended(List.of(parcel), failure),
            () -> ended(List.of(parcel), null));
  }

  private Mono<Void> inside(ServiceBusTransactionContext transaction, Parcel parcel) {
    return Flux.fromIterable(parcel.messages())
        .concatMap(message -> sender.sendMessage(message, transaction))
        .then();
  }

  private void ended(List<Parcel> parcels, Throwable failure) {
    boolean more;
    synchronized (this) {
      more = !waiting.isEmpty();
      underWay = more;
    }
    if (more) {
      next();
    }
    for (Parcel parcel : parcels) {
      if (failure == null) {
        parcel.sent().complete(null);
      } else {
        parcel.sent().completeExceptionally(failure);
      }
    }
  }

  void close() {
    sender.close();
  }
}
