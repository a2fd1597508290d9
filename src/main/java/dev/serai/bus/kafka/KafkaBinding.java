package dev.serai.bus.kafka;

import dev.serai.bus.Binding;
import dev.serai.bus.BusException;
import dev.serai.bus.Capabilities;
import dev.serai.bus.CheckResult;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Lag;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Subscription;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.DescribeClusterResult;

/** The bus on Kafka. Its time is real time, because sessions end by the clock of the broker. */
final class KafkaBinding implements Binding {

  private static final long CHECK_MILLIS = 3_000;

  private final KafkaBindingConfig config;
  private final Clients clients;
  private final Topics topics;
  private final Groups groups;
  private final KafkaPublisher publisher;
  private final LagReader lags;
  private final Set<KafkaMember> members = ConcurrentHashMap.newKeySet();

  KafkaBinding(KafkaBindingConfig config) {
    this.config = config;
    this.clients = new Clients(config);
    this.topics = new Topics(clients);
    this.groups = new Groups(clients, topics);
    this.publisher = new KafkaPublisher(clients, topics);
    this.lags = new LagReader(clients, groups);
  }

  @Override
  public CheckResult check() {
    try {
      DescribeClusterResult cluster = clients.admin().describeCluster();
      String id = cluster.clusterId().get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
      int nodes = cluster.nodes().get(CHECK_MILLIS, TimeUnit.MILLISECONDS).size();
      String shortage =
          Replicas.shortage(
              clients, topics.channels().stream().map(config::topicOf).collect(Collectors.toSet()));
      if (shortage != null) {
        return CheckResult.failed(config.address() + ": " + shortage, null);
      }
      return CheckResult.ok(
          "%s, cluster %s of %d broker%s"
              .formatted(config.address(), id, nodes, nodes == 1 ? "" : "s"));
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      BusException told = Diagnosis.of(clients, e);
      return CheckResult.failed(told.getMessage(), told);
    }
  }

  @Override
  public Capabilities capabilities() {
    return new KafkaProfile(config).capabilities();
  }

  @Override
  public CompletionStage<Receipt> publish(Publication publication) {
    try {
      return publisher.publish(publication);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletionStage<Void> createGroup(GroupSpec group) {
    return groups.create(group);
  }

  @Override
  public Set<String> groups(String channel) {
    return groups.names(channel);
  }

  @Override
  public CompletionStage<Boolean> removeGroup(String channel, String group) {
    return groups.remove(channel, group);
  }

  @Override
  public Subscription subscribe(GroupSpec group, DeliveryListener listener) {
    KafkaMember member = new KafkaMember(group, clients, listener).start();
    members.add(member);
    return new Subscription() {
      @Override
      public void request(int count) {
        member.request(count);
      }

      @Override
      public void close() {
        member.close();
        members.remove(member);
      }
    };
  }

  @Override
  public Lag lag(String channel, String group) {
    return lags.lag(channel, group);
  }

  @Override
  public void close() {
    members.forEach(KafkaMember::beginClose);
    members.forEach(KafkaMember::close);
    members.clear();
    lags.close();
    publisher.close();
    clients.close();
  }
}
