package dev.serai.bus.kafka;

import dev.serai.bus.BusException;
import dev.serai.bus.Delivery;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.Demand;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Subscription;
import dev.serai.event.InvalidEventException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription: a member of the consumer group, with a thread that polls and waits for nothing
 * but records and demand. When the consumer fails, another takes its place.
 */
final class KafkaMember implements Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaMember.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final Duration JOIN_POLL = Duration.ofMillis(50);
  private static final Duration FETCH_POLL = Duration.ofMillis(100);
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final GroupSpec spec;
  private final Clients clients;
  private final DeliveryListener listener;
  private final String topic;
  private final Duration session;
  private final Demand demand = new Demand();
  private final Thread thread;

  /** Held while the listener is called, so that close can wait for the call to end. */
  private final ReentrantLock calling = new ReentrantLock();

  private volatile boolean closed;
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile Assignment assignment;

  // Used by the fetching thread only.
  private final Map<TopicPartition, Map<Long, KafkaDelivery>> running = new HashMap<>();
  private final Deque<KafkaDelivery> fetched = new ArrayDeque<>();
  private long tended;
  private long unjoined;
  private long pause = FIRST_PAUSE_NANOS;
  private boolean troubled;

  KafkaMember(GroupSpec spec, Clients clients, DeliveryListener listener) {
    this.spec = spec;
    this.clients = clients;
    this.listener = listener;
    this.topic = clients.config().topicOf(spec.channel());
    this.session = Duration.ofMillis(clients.sessionMillis(spec.ackDeadline()));
    this.thread = new Thread(this::run, "serai-kafka-" + spec.channel() + "-" + spec.name());
    thread.setDaemon(true);
  }

  KafkaMember start() {
    thread.start();
    return this;
  }

  private void run() {
    while (!closed) {
      try {
        serve();
      } catch (InterruptedException e) {
        return;
      } catch (WakeupException e) {
        LOG.trace("woken to close", e);
      } catch (Throwable e) {
        // Errors too: without this thread the group would stand still.
        if (!closed) {
          trouble(Diagnosis.of(clients, topic, e));
          rest();
        }
      }
    }
  }

  private void rest() {
    try {
      demand.pause(pause);
      pause = Math.min(LONGEST_PAUSE_NANOS, pause * 2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() throws InterruptedException {
    Consumer<byte[], byte[]> made =
        clients.consumer(
            clients.config().groupOf(spec.channel(), spec.name()), (int) session.toMillis());
    Assignment mine = new Assignment(spec, made, session, running, new Commits());
    consumer = made;
    assignment = mine;
    fetched.clear();
    unjoined = System.nanoTime();
    try {
      made.subscribe(List.of(topic), mine);
      while (!closed) {
        turn(made, mine);
      }
    } finally {
      leave(made, mine);
    }
  }

  private void leave(Consumer<byte[], byte[]> from, Assignment mine) {
    try {
      mine.leave();
    } catch (RuntimeException e) {
      LOG.warn(
          "group '{}' of channel '{}' was left without telling Kafka: settled events may come again",
          spec.name(),
          spec.channel(),
          e);
    } finally {
      from.close(CLOSE);
    }
  }

  private void turn(Consumer<byte[], byte[]> from, Assignment mine) throws InterruptedException {
    long tick = tended + TICK_NANOS - System.nanoTime();
    if (!mine.isEmpty() && demand.await(tick) > 0 && !fetched.isEmpty()) {
      push();
    }
    if (!fetched.isEmpty() && tick > 0) {
      return;
    }
    boolean wanted = fetched.isEmpty() && demand.open() > 0;
    mine.fetching(wanted);
    ConsumerRecords<byte[], byte[]> records =
        from.poll(mine.isEmpty() ? JOIN_POLL : wanted ? FETCH_POLL : Duration.ZERO);
    for (TopicPartition partition : records.partitions()) {
      Held held = mine.held(partition);
      if (held != null) {
        take(held, records.records(partition));
      }
    }
    push();
    if (System.nanoTime() - tended >= TICK_NANOS) {
      mine.tend();
      fetched.removeIf(delivery -> delivery.held().over());
      tended = System.nanoTime();
      checkJoined(from, mine);
    }
  }

  private void take(Held held, List<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      long offset = record.offset();
      if (!held.isSettled(offset) && !held.isRunning(offset)) {
        take(held, record);
      }
    }
    held.at(records.get(records.size() - 1).offset() + 1);
  }

  private void take(Held held, ConsumerRecord<byte[], byte[]> record) {
    try {
      KafkaDelivery delivery =
          new KafkaDelivery(record.offset(), EventRecords.read(record), this, held);
      held.fetched(delivery);
      fetched.add(delivery);
    } catch (InvalidEventException e) {
      LOG.error(
          "the record at offset {} of {} is no event and was passed over by group '{}': {}",
          record.offset(),
          held.partition,
          spec.name(),
          e.getMessage());
    }
  }

  private void push() {
    long wanted = demand.open();
    if (wanted == 0 || fetched.isEmpty()) {
      return;
    }
    List<Delivery> batch = new ArrayList<>((int) Math.min(wanted, fetched.size()));
    while (batch.size() < wanted && !fetched.isEmpty()) {
      KafkaDelivery next = fetched.poll();
      if (!next.held().over()) {
        batch.add(next);
      }
    }
    if (batch.isEmpty()) {
      return;
    }
    calling.lock();
    try {
      if (!closed) {
        demand.add(-batch.size());
        listener.onDeliveries(batch);
      }
    } catch (RuntimeException e) {
      LOG.error("the listener failed: {} deliveries wait until it closes", batch.size(), e);
    } finally {
      calling.unlock();
    }
  }

  private void checkJoined(Consumer<byte[], byte[]> from, Assignment mine) {
    long now = System.nanoTime();
    if (!mine.isEmpty() || from.groupMetadata().generationId() >= 0) {
      unjoined = now;
      if (mine.isEmpty() && !mine.isOpening()) {
        // More members than partitions: there is nothing to commit.
        recovered();
      }
    } else if (now - unjoined > clients.config().timeout().toNanos()) {
      unjoined = now;
      trouble(
          Diagnosis.of(
              clients, topic, new TimeoutException("the group has not let this member in")));
    }
  }

  /** How commits end tells whether the broker can be reached. */
  private final class Commits implements Assignment.Outcome {

    @Override
    public void worked() {
      recovered();
    }

    @Override
    public void failed(Throwable cause) {
      trouble(Faults.translated(clients.address(), cause));
    }
  }

  private void trouble(BusException told) {
    if (!troubled) {
      troubled = true;
      LOG.warn(
          "group '{}' of channel '{}' cannot fetch: {}",
          spec.name(),
          spec.channel(),
          told.getMessage());
      tell(() -> listener.onTrouble(told));
    }
  }

  private void recovered() {
    pause = FIRST_PAUSE_NANOS;
    if (troubled) {
      troubled = false;
      LOG.info("group '{}' of channel '{}' fetches again", spec.name(), spec.channel());
      tell(listener::onRecovered);
    }
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

  /** Whether what was pushed may be handled now; false when others may have it. */
  boolean mayBegin() {
    Assignment now = assignment;
    return !closed && now != null && now.mayBegin();
  }

  @Override
  public void request(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("request must be at least 1, but is " + count);
    }
    demand.add(count);
  }

  /** Nothing more is pushed from now on; what is under way ends by itself. */
  void beginClose() {
    calling.lock();
    try {
      closed = true;
    } finally {
      calling.unlock();
    }
    demand.close();
    Consumer<byte[], byte[]> polling = consumer;
    if (polling != null) {
      polling.wakeup();
    }
  }

  @Override
  public void close() {
    beginClose();
    try {
      thread.join(clients.config().timeout().plus(CLOSE).plus(CLOSE).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
