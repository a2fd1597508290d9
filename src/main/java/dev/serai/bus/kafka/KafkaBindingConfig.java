package dev.serai.bus.kafka;

import dev.serai.bus.BrokerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What stands under {@code brokers.kafka}.
 *
 * @param bootstrapServers some of the brokers
 * @param topicPrefix begins the name of every topic
 * @param groupPrefix begins the id of every consumer group
 * @param partitions of a topic that is made, 1 to 1,000
 * @param replication of a topic that is made, 0 for what the brokers have as their default
 * @param maxEventBytes the largest event that may be published
 * @param timeout for a publish and for each question to the brokers, 2 s to 1 min
 * @param topic configuration of a topic that is made, by Kafka's names
 * @param properties for every client, by Kafka's names
 */
record KafkaBindingConfig(
    String bootstrapServers,
    String topicPrefix,
    String groupPrefix,
    Provisioning provisioning,
    int partitions,
    int replication,
    int maxEventBytes,
    Duration timeout,
    Map<String, String> topic,
    Map<String, String> properties) {

  /** What is done about topics that are missing. */
  enum Provisioning {
    /** They are made. */
    CREATE,
    /** They are looked for, and their absence is told. */
    VERIFY,
    /** Nothing: whoever has no right to look can still publish and consume. */
    NONE
  }

  private static final List<String> KNOWN =
      List.of(
          "bootstrapServers",
          "topicPrefix",
          "groupPrefix",
          "provisioning",
          "partitions",
          "replication",
          "maxEventBytes",
          "timeout",
          "topic",
          "properties");

  private static final Pattern SERVERS =
      Pattern.compile("\\s*[^\\s,/]+:\\d{1,5}\\s*(,\\s*[^\\s,/]+:\\d{1,5}\\s*)*");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,60}");

  KafkaBindingConfig {
    topic = Map.copyOf(topic);
    properties = Map.copyOf(properties);
  }

  static KafkaBindingConfig of(Map<String, Object> values) {
    BrokerSettings settings = new BrokerSettings("kafka", values, KNOWN);
    Map<String, String> properties = settings.map("properties");
    ClientProperties.check(properties, settings);
    String prefix = "be at most 60 letters, digits, '.', '_' or '-'";
    return new KafkaBindingConfig(
        settings
            .text(
                "bootstrapServers",
                "localhost:9092",
                SERVERS,
                "be host:port, or several joined by commas")
            .replaceAll("\\s", ""),
        settings.text("topicPrefix", "", PREFIX, prefix),
        settings.text("groupPrefix", "serai", PREFIX, prefix),
        Provisioning.valueOf(
            settings
                .word("provisioning", "create", List.of("create", "verify", "none"))
                .toUpperCase(java.util.Locale.ROOT)),
        settings.number("partitions", 8, 1, 1_000),
        settings.number("replication", 0, 0, 100),
        settings.bytes("maxEventBytes", 1 << 20, 64),
        settings.duration(
            "timeout", Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMinutes(1)),
        settings.map("topic"),
        properties);
  }

  /** How large a record of the largest event may be, with its names, its key and its frame. */
  int maxRecordBytes() {
    return maxEventBytes + (64 << 10);
  }

  /** The topic that carries a channel. */
  String topicOf(String channel) {
    return topicPrefix + channel;
  }

  /** The consumer group of a group; ':' stands in no name, so that no two groups share one. */
  String groupOf(String channel, String group) {
    return groupPrefix + ":" + channel + ":" + group;
  }

  /** How the broker is named in messages. */
  String address() {
    return "Kafka at " + bootstrapServers;
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "KafkaBindingConfig[bootstrapServers=%s, topicPrefix=%s, groupPrefix=%s]"
        .formatted(bootstrapServers, topicPrefix, groupPrefix);
  }
}
