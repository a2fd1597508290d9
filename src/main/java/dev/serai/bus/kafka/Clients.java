package dev.serai.bus.kafka;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Makes clients when they are needed first: making one asks for the addresses of hosts, and fails
 * where there are none. Whatever blocks is done at the {@link #desk}.
 */
final class Clients implements AutoCloseable {

  private static final int DESK_THREADS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KafkaBindingConfig config;
  private final ClientProperties properties;
  private final ThreadPoolExecutor desk;
  private Admin admin;
  private volatile Producer<byte[], byte[]> producer;
  private boolean closed;

  Clients(KafkaBindingConfig config) {
    this.config = config;
    this.properties = new ClientProperties(config);
    this.desk =
        new ThreadPoolExecutor(
            DESK_THREADS,
            DESK_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "serai-kafka-desk");
              thread.setDaemon(true);
              return thread;
            });
    desk.allowCoreThreadTimeOut(true);
  }

  KafkaBindingConfig config() {
    return config;
  }

  String address() {
    return config.address();
  }

  Executor desk() {
    return desk;
  }

  /** May block while the hosts are looked up. */
  synchronized Admin admin() {
    checkOpen();
    if (admin == null) {
      admin = Admin.create(properties.admin());
    }
    return admin;
  }

  /** Blocks for the first call only, while the hosts are looked up. */
  Producer<byte[], byte[]> producer() {
    Producer<byte[], byte[]> made = producer;
    return made == null ? makeProducer() : made;
  }

  private synchronized Producer<byte[], byte[]> makeProducer() {
    checkOpen();
    if (producer == null) {
      producer = new KafkaProducer<>(properties.producer());
    }
    return producer;
  }

  /** A new one, which its caller closes. */
  Producer<byte[], byte[]> transactional(String id) {
    return new KafkaProducer<>(properties.transactional(config.groupPrefix() + ":" + id));
  }

  /** A new member of the consumer group, which its caller closes. */
  Consumer<byte[], byte[]> consumer(String group, int sessionMillis) {
    return new KafkaConsumer<>(properties.consumer(group, sessionMillis));
  }

  /** A new one that is in no group, which its caller closes. */
  Consumer<byte[], byte[]> reader() {
    return new KafkaConsumer<>(properties.reader());
  }

  /** After how long without a word the broker gives a member's work to others. */
  int sessionMillis(Duration ackDeadline) {
    return properties.sessionMillis(ackDeadline);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException(address() + ": the bus is closed");
    }
  }

  @Override
  public void close() {
    ExecutorService ending;
    Admin oldAdmin;
    Producer<byte[], byte[]> oldProducer;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      ending = desk;
      oldAdmin = admin;
      oldProducer = producer;
    }
    if (oldProducer != null) {
      oldProducer.close(PATIENCE);
    }
    ending.shutdown();
    if (oldAdmin != null) {
      oldAdmin.close(Duration.ZERO);
    }
  }
}
