package dev.serai.bus.kafka;

import dev.serai.bus.BusException;
import dev.serai.bus.GroupSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupListing;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** Makes consumer groups, and asks where they are. */
final class Groups {

  private final Clients clients;
  private final KafkaBindingConfig config;
  private final Topics topics;

  Groups(Clients clients, Topics topics) {
    this.clients = clients;
    this.config = clients.config();
    this.topics = topics;
  }

  /** Commits where a group that is new begins: from then on it exists, without a member. */
  CompletionStage<Void> create(GroupSpec spec) {
    return topics
        .of(spec.channel())
        .thenAcceptAsync(topic -> create(spec, topic), clients.desk())
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(Faults.translated(clients.address(), failure)));
  }

  // One at a time, so that two that begin together find each other.
  private synchronized void create(GroupSpec spec, Topics.Topic topic) {
    String group = config.groupOf(spec.channel(), spec.name());
    try {
      Admin admin = clients.admin();
      if (!committed(admin, group).isEmpty()) {
        return;
      }
      OffsetSpec where =
          spec.from() == GroupSpec.From.EARLIEST ? OffsetSpec.earliest() : OffsetSpec.latest();
      Map<TopicPartition, OffsetAndMetadata> start = new HashMap<>();
      offsets(admin, partitions(topic), where)
          .forEach((partition, offset) -> start.put(partition, new OffsetAndMetadata(offset)));
      await(admin.alterConsumerGroupOffsets(group, start).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownMemberIdException)
          && !(e.getCause() instanceof GroupNotEmptyException)) {
        throw Diagnosis.of(clients, e);
      }
      // It has members, so it exists by now.
    } catch (TimeoutException | KafkaException e) {
      throw Diagnosis.of(clients, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusException("interrupted while making group '" + spec.name() + "'", e);
    }
  }

  private static List<TopicPartition> partitions(Topics.Topic topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int i = 0; i < topic.partitions(); i++) {
      partitions.add(new TopicPartition(topic.name(), i));
    }
    return partitions;
  }

  /** Blocks for one question. */
  Set<String> names(String channel) {
    String prefix = config.groupOf(channel, "");
    try {
      Set<String> names = new HashSet<>();
      for (ConsumerGroupListing each : await(clients.admin().listConsumerGroups().all())) {
        if (each.groupId().startsWith(prefix)) {
          names.add(each.groupId().substring(prefix.length()));
        }
      }
      return names;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw Diagnosis.of(clients, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusException("interrupted while asking for the groups", e);
    }
  }

  CompletionStage<Boolean> remove(String channel, String group) {
    return CompletableFuture.supplyAsync(() -> removed(channel, group), clients.desk());
  }

  private boolean removed(String channel, String group) {
    try {
      await(clients.admin().deleteConsumerGroups(List.of(config.groupOf(channel, group))).all());
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      if (e.getCause() instanceof GroupNotEmptyException) {
        throw new BusException(
            "group '%s' of channel '%s' has members; stop the hubs that serve it, or wait until the sessions of killed ones have ended"
                .formatted(group, channel),
            e);
      }
      throw Diagnosis.of(clients, e);
    } catch (TimeoutException | KafkaException e) {
      throw Diagnosis.of(clients, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusException("interrupted while removing group '" + group + "'", e);
    }
  }

  /** Partitions of the channel that a group is at, and where; empty when there is no such group. */
  Map<TopicPartition, OffsetAndMetadata> committed(String channel, String group)
      throws InterruptedException, ExecutionException, TimeoutException {
    return committed(clients.admin(), config.groupOf(channel, group));
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> found =
        new HashMap<>(await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
    found.values().removeIf(each -> each == null);
    return found;
  }

  /** All partitions of a topic. */
  List<TopicPartition> partitions(String channel)
      throws InterruptedException, ExecutionException, TimeoutException {
    String topic = config.topicOf(channel);
    TopicDescription found =
        await(clients.admin().describeTopics(List.of(topic)).allTopicNames()).get(topic);
    return partitions(new Topics.Topic(topic, found.partitions().size()));
  }

  Map<TopicPartition, Long> first(List<TopicPartition> partitions)
      throws InterruptedException, ExecutionException, TimeoutException {
    return offsets(clients.admin(), partitions, OffsetSpec.earliest());
  }

  /** Where each partition ends for now, not counting what may still be taken back. */
  Map<TopicPartition, Long> end(List<TopicPartition> partitions)
      throws InterruptedException, ExecutionException, TimeoutException {
    return offsets(clients.admin(), partitions, OffsetSpec.latest());
  }

  private Map<TopicPartition, Long> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec which)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> each :
        await(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
            .entrySet()) {
      offsets.put(each.getKey(), each.getValue().offset());
    }
    return offsets;
  }

  private <T> T await(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }
}
