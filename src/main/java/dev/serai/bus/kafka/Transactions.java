package dev.serai.bus.kafka;

import dev.serai.bus.BusException;
import dev.serai.bus.Receipt;
import dev.serai.event.Extensions;
import dev.serai.event.HubEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes several events as a whole: a transaction for each publication, a few at a time, each
 * with a producer of its own. None is made before the first such publication.
 */
final class Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
  private static final int AT_ONCE = 4;

  private final Clients clients;
  private final String hub = UUID.randomUUID().toString();
  private final AtomicInteger made = new AtomicInteger();
  private final ConcurrentLinkedDeque<Producer<byte[], byte[]>> idle =
      new ConcurrentLinkedDeque<>();
  private final ThreadPoolExecutor threads;

  Transactions(Clients clients) {
    this.clients = clients;
    this.threads =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "serai-kafka-publications");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  CompletionStage<Receipt> publish(Topics.Topic topic, List<HubEvent> events) {
    return CompletableFuture.supplyAsync(
        () -> {
          Producer<byte[], byte[]> producer = take();
          boolean usable = false;
          try {
            usable = publish(producer, topic, events);
            return new Receipt(events.size(), 0);
          } catch (Refused e) {
            usable = e.usable;
            throw e.translated;
          } finally {
            giveBack(producer, usable);
          }
        },
        threads);
  }

  /** Nothing is stored. */
  private static final class Refused extends RuntimeException {

    private final transient RuntimeException translated;
    private final boolean usable;

    Refused(RuntimeException translated, boolean usable) {
      super(translated);
      this.translated = translated;
      this.usable = usable;
    }
  }

  private Producer<byte[], byte[]> take() {
    Producer<byte[], byte[]> producer = idle.pollFirst();
    if (producer != null) {
      return producer;
    }
    producer = clients.transactional(hub + "-" + made.incrementAndGet());
    try {
      producer.initTransactions();
      return producer;
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  private void giveBack(Producer<byte[], byte[]> producer, boolean usable) {
    if (usable) {
      idle.addFirst(producer);
      if (!threads.isShutdown()) {
        return;
      }
      idle.remove(producer);
    }
    producer.close(Duration.ZERO);
  }

  private boolean publish(
      Producer<byte[], byte[]> producer, Topics.Topic topic, List<HubEvent> events) {
    // Events without a key keep together, so that they keep their order among each other too.
    int partition = ThreadLocalRandom.current().nextInt(topic.partitions());
    List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
    try {
      producer.beginTransaction();
      for (HubEvent event : events) {
        Integer where = Extensions.partitionKey(event) == null ? partition : null;
        sent.add(producer.send(EventRecords.write(topic.name(), where, event)));
      }
      producer.flush();
      sent.forEach(Transactions::check);
    } catch (RuntimeException e) {
      throw new Refused(e, abort(producer));
    }
    commit(producer);
    return true;
  }

  private static void check(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void commit(Producer<byte[], byte[]> producer) {
    try {
      producer.commitTransaction();
    } catch (TimeoutException | InterruptException e) {
      throw new Refused(
          new BusException(
              clients.address()
                  + ": no answer in time; whether the events are stored, all of them or none, is unknown",
              e),
          false);
    } catch (RuntimeException e) {
      throw new Refused(e, abort(producer));
    }
  }

  /** Whether the producer can be used again. */
  private static boolean abort(Producer<byte[], byte[]> producer) {
    try {
      producer.abortTransaction();
      return true;
    } catch (RuntimeException e) {
      LOG.debug("a transaction was left to time out", e);
      return false;
    }
  }

  void close() {
    threads.shutdown();
    for (Producer<byte[], byte[]> each = idle.poll(); each != null; each = idle.poll()) {
      each.close(Duration.ZERO);
    }
  }
}
