package dev.serai.bus.kafka;

import dev.serai.bus.BusException;
import dev.serai.bus.kafka.KafkaBindingConfig.Provisioning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics this process has used: looked for, and made where that is wanted, once. */
final class Topics {

  private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final String MAX_BYTES = "max.message.bytes";

  private final KafkaBindingConfig config;
  private final Clients clients;
  private final Map<String, CompletableFuture<Topic>> known = new ConcurrentHashMap<>();

  /** A topic that is there. */
  record Topic(String name, int partitions) {}

  Topics(Clients clients) {
    this.clients = clients;
    this.config = clients.config();
  }

  /** The topic of the channel, which the producer knows; null when it was not asked for before. */
  Topic ifKnown(String channel) {
    CompletableFuture<Topic> found = known.get(channel);
    return found == null || !found.isDone() || found.isCompletedExceptionally()
        ? null
        : found.join();
  }

  CompletionStage<Topic> of(String channel) {
    return known.compute(
        channel,
        (name, other) ->
            other == null || other.isCompletedExceptionally()
                ? CompletableFuture.supplyAsync(() -> find(name), clients.desk())
                : other);
  }

  /** It may not be there any more. */
  void forget(String channel) {
    known.remove(channel);
  }

  Set<String> channels() {
    return known.keySet();
  }

  private Topic find(String channel) {
    String topic = config.topicOf(channel);
    try {
      if (config.provisioning() != Provisioning.NONE) {
        look(topic);
      }
      return new Topic(topic, partitions(topic));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusException("interrupted while looking for topic '" + topic + "'", e);
    } catch (Exception e) {
      throw missing(e)
          ? new BusException(
              "%s: topic '%s' is missing: make it, or set brokers.kafka.provisioning to create"
                  .formatted(config.address(), topic),
              e)
          : Diagnosis.of(clients, e);
    }
  }

  private static boolean missing(Throwable failure) {
    return Faults.cause(failure) instanceof UnknownTopicOrPartitionException;
  }

  private void look(String topic) throws Exception {
    Admin admin = clients.admin();
    try {
      await(admin.describeTopics(List.of(topic)).allTopicNames());
    } catch (ExecutionException e) {
      if (!missing(e) || config.provisioning() != Provisioning.CREATE) {
        throw e;
      }
      create(admin, topic);
      return;
    }
    checkSize(admin, topic);
  }

  private void create(Admin admin, String topic) throws Exception {
    Map<String, String> configs = new HashMap<>();
    configs.put(MAX_BYTES, Integer.toString(config.maxRecordBytes()));
    configs.putAll(config.topic());
    Optional<Short> replication =
        config.replication() == 0 ? Optional.empty() : Optional.of((short) config.replication());
    NewTopic made =
        new NewTopic(topic, Optional.of(config.partitions()), replication).configs(configs);
    try {
      await(admin.createTopics(List.of(made)).all());
      LOG.info("topic '{}' was made, with {} partitions", topic, config.partitions());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
    awaitLeaders(admin, topic);
  }

  /**
   * The brokers tell of leaders before these take records. A producer whose first batch comes too
   * early, and the next ones not, never gets the first one in: its number is out of order by then.
   */
  private void awaitLeaders(Admin admin, String topic) throws Exception {
    long end = System.nanoTime() + config.timeout().toNanos();
    while (true) {
      try {
        // Another hub may have made it, with another number of partitions.
        TopicDescription there =
            await(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        there
            .partitions()
            .forEach(
                each -> ends.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest()));
        await(admin.listOffsets(ends).all());
        return;
      } catch (ExecutionException e) {
        // The answer came from a broker that has not heard of the topic yet.
        if (!missing(e) || System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /**
   * A topic of another's may take less than the hub accepts: told now, not by the first refusal.
   */
  private void checkSize(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config found;
    try {
      found = await(admin.describeConfigs(List.of(resource)).all()).get(resource);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return;
      }
      throw e;
    }
    ConfigEntry max = found.get(MAX_BYTES);
    if (max != null && Long.parseLong(max.value()) < config.maxRecordBytes()) {
      LOG.warn(
          "topic '{}' takes at most {} bytes, but events may have {}: raise its {} to {}, or lower brokers.kafka.maxEventBytes",
          topic,
          max.value(),
          config.maxEventBytes(),
          MAX_BYTES,
          config.maxRecordBytes());
    }
  }

  /** Asks until the producer knows the topic: from then on publishing waits for nothing. */
  private int partitions(String topic) {
    long end = System.nanoTime() + config.timeout().toNanos();
    while (true) {
      try {
        return clients.producer().partitionsFor(topic).size();
      } catch (org.apache.kafka.common.errors.TimeoutException e) {
        if (System.nanoTime() > end) {
          throw Diagnosis.of(clients, topic, e);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private <T> T await(KafkaFuture<T> future) throws Exception {
    return future.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }
}
