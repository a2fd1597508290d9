package dev.serai.bus.kafka;

import dev.serai.bus.BusBusyException;
import dev.serai.bus.BusException;
import dev.serai.bus.EventTooLargeException;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.event.EventSize;
import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Publishes without waiting for the answer before: single events with one idempotent producer,
 * several events in one transaction.
 */
final class KafkaPublisher {

  /** Less than the producer's own buffer, so that it never has to wait for room. */
  private static final long MOST_BYTES_UNDER_WAY = 24L << 20;

  private static final Receipt STORED = new Receipt(1, 0);
  private static final long DIAGNOSIS_HOLDS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final KafkaBindingConfig config;
  private final Clients clients;
  private final Topics topics;
  private final Transactions transactions;
  private final AtomicLong bytesUnderWay = new AtomicLong();
  private CompletableFuture<BusException> diagnosis;
  private long diagnosed;

  KafkaPublisher(Clients clients, Topics topics) {
    this.config = clients.config();
    this.clients = clients;
    this.topics = topics;
    this.transactions = new Transactions(clients);
  }

  CompletionStage<Receipt> publish(Publication publication) {
    List<HubEvent> events = new ArrayList<>(publication.events().size());
    long bytes = 0;
    for (CloudEvent event : publication.events()) {
      HubEvent checked = HubEvent.copyOf(event);
      long size = EventSize.of(checked);
      if (size > config.maxEventBytes()) {
        return CompletableFuture.failedFuture(
            new EventTooLargeException(
                publication.channel(), event.getId(), size, config.maxEventBytes()));
      }
      bytes += size;
      events.add(checked);
    }
    long all = bytes;
    if (bytesUnderWay.addAndGet(all) > Math.max(all, MOST_BYTES_UNDER_WAY)) {
      bytesUnderWay.addAndGet(-all);
      return CompletableFuture.failedFuture(tooMany(null));
    }
    return send(publication.channel(), events)
        .whenComplete((receipt, failure) -> bytesUnderWay.addAndGet(-all))
        .exceptionallyCompose(failure -> refused(publication, failure));
  }

  private BusBusyException tooMany(Throwable cause) {
    return new BusBusyException(
        clients.address() + ": it takes events more slowly than they come, too many wait",
        Faults.SOON,
        cause);
  }

  private CompletionStage<Receipt> send(String channel, List<HubEvent> events) {
    try {
      Topics.Topic topic = topics.ifKnown(channel);
      return topic != null
          ? send(topic, events)
          : topics.of(channel).thenCompose(found -> send(found, events));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletionStage<Receipt> send(Topics.Topic topic, List<HubEvent> events) {
    return events.size() == 1
        ? one(EventRecords.write(topic.name(), null, events.get(0)))
        : transactions.publish(topic, events);
  }

  private CompletionStage<Receipt> one(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<Receipt> stored = new CompletableFuture<>();
    Future<?> unused =
        clients
            .producer()
            .send(
                record,
                (metadata, failure) -> {
                  if (failure == null) {
                    stored.complete(STORED);
                  } else {
                    stored.completeExceptionally(failure);
                  }
                });
    return stored;
  }

  private CompletionStage<Receipt> refused(Publication publication, Throwable failure) {
    Throwable cause = Faults.cause(failure);
    String topic = config.topicOf(publication.channel());
    if (cause instanceof RecordTooLargeException) {
      return CompletableFuture.failedFuture(
          new EventTooLargeException(
              "%s: topic '%s' takes no event of that size: raise its max.message.bytes to %d, or lower brokers.kafka.maxEventBytes (%s)"
                  .formatted(clients.address(), topic, config.maxRecordBytes(), cause.getMessage()),
              cause));
    }
    if (cause instanceof org.apache.kafka.clients.producer.BufferExhaustedException) {
      return CompletableFuture.failedFuture(tooMany(cause));
    }
    if (!Faults.isTimeout(cause)) {
      if (cause instanceof UnknownTopicOrPartitionException) {
        topics.forget(publication.channel());
      }
      return CompletableFuture.failedFuture(Faults.translated(clients.address(), cause));
    }
    topics.forget(publication.channel());
    return diagnosis(topic, cause).thenCompose(CompletableFuture::failedFuture);
  }

  /** One for all that fail at the same time: it asks the brokers. */
  private synchronized CompletableFuture<BusException> diagnosis(String topic, Throwable cause) {
    long now = System.nanoTime();
    boolean holds =
        diagnosis != null
            && (!diagnosis.isDone() || now - diagnosed < DIAGNOSIS_HOLDS_NANOS)
            && !diagnosis.isCompletedExceptionally();
    if (!holds) {
      diagnosed = now;
      diagnosis =
          CompletableFuture.supplyAsync(() -> Diagnosis.of(clients, topic, cause), clients.desk());
    }
    return diagnosis;
  }

  void close() {
    transactions.close();
  }
}
