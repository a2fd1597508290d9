package dev.serai.bus.kafka;

import dev.serai.bus.BrokerSettings;
import dev.serai.bus.Capabilities;
import dev.serai.bus.Deviation;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Need;
import dev.serai.bus.Profile;
import dev.serai.bus.Support;
import dev.serai.bus.kafka.KafkaBindingConfig.Provisioning;
import java.time.Duration;
import java.util.List;

/** What Kafka has, and what the binding adds. */
record KafkaProfile(KafkaBindingConfig config) implements Profile {

  /** What passes between the end of a session and the first delivery to another member. */
  private static final Duration TAKEOVER = Duration.ofSeconds(2);

  @Override
  public Capabilities capabilities() {
    return new Capabilities(false, false, config.maxEventBytes());
  }

  @Override
  public Support support(Need need) {
    return switch (need) {
      case DURABLE ->
          Support.byBroker("acks=all; how many replicas is min.insync.replicas' affair");
      case FAN_OUT -> Support.byBroker("a consumer group for each group and channel");
      case EARLIEST -> Support.byBroker("the oldest record that the topic's retention keeps");
      case ORDER ->
          Support.byBroker("partitionkey is the record's key; a partition has one member");
      case ONCE -> Support.byHub("the ledger remembers ids; hubs that share channels share it");
      case CRASH -> Support.byHub("what is settled out of order stands in the commit's metadata");
      case LAG -> Support.byHub("offsets, and a look at the first 500 unsettled of each partition");
      case SEVERAL_HUBS ->
          Support.byBroker(
              "members of one consumer group, at most one for each of %d partitions"
                  .formatted(config.partitions()));
    };
  }

  @Override
  public List<String> refusals(GroupSpec group) {
    Duration session =
        Duration.ofMillis(new ClientProperties(config).sessionMillis(group.ackDeadline()));
    Duration least = session.plus(TAKEOVER);
    return group.ackDeadline().compareTo(least) >= 0
        ? List.of()
        : List.of(
            "group '%s' of channel '%s' wants an ackDeadline of %s, but Kafka notices a dead member after %s: set it to %s or more, or lower session.timeout.ms in brokers.kafka.properties"
                .formatted(
                    group.name(),
                    group.channel(),
                    BrokerSettings.text(group.ackDeadline()),
                    BrokerSettings.text(session),
                    BrokerSettings.text(least)));
  }

  @Override
  public List<String> creates(String channel) {
    String topic = config.topicOf(channel);
    return List.of(
        config.provisioning() == Provisioning.CREATE
            ? "topic %s with %d partitions, unless it is there already"
                .formatted(topic, config.partitions())
            : "nothing: topic %s must be there".formatted(topic));
  }

  @Override
  public List<String> creates(GroupSpec group) {
    return List.of(
        "consumer group %s on topic %s"
            .formatted(
                config.groupOf(group.channel(), group.name()), config.topicOf(group.channel())));
  }

  @Override
  public List<Deviation> deviations() {
    return List.of(
        new Deviation(
            "retention",
            "Kafka deletes by time or size, settled or not: a topic's retention.ms must be longer"
                + " than a group may ever be behind."),
        new Deviation(
            "offsets",
            "Kafka forgets the position of a group without members after offsets.retention.minutes,"
                + " seven days unless set: a hub that is away for longer begins anew."));
  }
}
