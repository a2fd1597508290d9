package dev.serai.bus.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the partitions of topics can take events: whether each has a leader and replicas enough.
 */
final class Replicas {

  private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
  private static final long PATIENCE_MILLIS = 2_000;
  private static final String MIN = "min.insync.replicas";

  private Replicas() {}

  /** What is short, and the way out; null when nothing is, or when nobody tells. Blocks. */
  static String shortage(Clients clients, Collection<String> topics) {
    if (topics.isEmpty()) {
      return null;
    }
    try {
      Admin admin = clients.admin();
      List<ConfigResource> resources = new ArrayList<>();
      topics.forEach(topic -> resources.add(new ConfigResource(ConfigResource.Type.TOPIC, topic)));
      Map<String, TopicDescription> found =
          admin.describeTopics(topics).allTopicNames().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      Map<ConfigResource, Config> configs =
          admin.describeConfigs(resources).all().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      for (ConfigResource resource : resources) {
        String shortage = shortage(found.get(resource.name()), configs.get(resource).get(MIN));
        if (shortage != null) {
          return shortage;
        }
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.debug("replicas are not told", e);
      return null;
    }
  }

  private static String shortage(TopicDescription topic, ConfigEntry min) {
    int wanted = min == null ? 1 : Integer.parseInt(min.value());
    for (TopicPartitionInfo partition : topic.partitions()) {
      int needed = Math.min(wanted, partition.replicas().size());
      if (partition.leader() == null) {
        return "partition %d of topic '%s' has no leader: see which broker is away"
            .formatted(partition.partition(), topic.name());
      }
      if (partition.isr().size() < needed) {
        return "topic '%s' has %d of the replicas in sync that min.insync.replicas=%d wants: see which broker is away"
            .formatted(topic.name(), partition.isr().size(), needed);
      }
    }
    return null;
  }
}
