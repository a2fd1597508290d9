package dev.serai.bus.kafka;

import dev.serai.bus.BrokerSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The properties of each kind of client: those of the file, under those that the promises of the
 * bus rest on.
 */
final class ClientProperties {

  /** What the promises rest on, and why nobody may set it. */
  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("bootstrap.servers", "write brokers.kafka.bootstrapServers"),
          Map.entry("group.id", "write brokers.kafka.groupPrefix"),
          Map.entry("acks", "an accepted event is with all in-sync replicas"),
          Map.entry("enable.idempotence", "order by key rests on it"),
          Map.entry("transactional.id", "the hub chooses it"),
          Map.entry("enable.auto.commit", "the hub commits what is settled"),
          Map.entry("auto.offset.reset", "a group begins where its route says"),
          Map.entry("isolation.level", "a publication is seen as a whole or not at all"),
          Map.entry("partition.assignment.strategy", "the hub needs a cooperative one"),
          Map.entry("group.protocol", "the hub needs the classic one"),
          Map.entry("key.serializer", "records are bytes"),
          Map.entry("value.serializer", "records are bytes"),
          Map.entry("key.deserializer", "records are bytes"),
          Map.entry("value.deserializer", "records are bytes"),
          Map.entry("max.request.size", "write brokers.kafka.maxEventBytes"),
          Map.entry("max.block.ms", "write brokers.kafka.timeout"),
          Map.entry("delivery.timeout.ms", "write brokers.kafka.timeout"));

  /** Below that the brokers take none, unless told otherwise. */
  private static final int SHORTEST_SESSION_MILLIS = 6_000;

  private static final int LONGEST_SESSION_MILLIS = 30_000;

  /**
   * A broker answers the requests of a connection in turn: what follows a fetch that waits for
   * events waits as long, such as leaving the group, or asking where a new partition begins.
   */
  private static final int FETCH_WAIT_MILLIS = 100;

  /** One that reads what is there has nothing to wait for. */
  private static final int READ_WAIT_MILLIS = 10;

  private static final ConfigDef ADMIN = AdminClientConfig.configDef();
  private static final ConfigDef PRODUCER = ProducerConfig.configDef();
  private static final ConfigDef CONSUMER = ConsumerConfig.configDef();

  private final KafkaBindingConfig config;

  ClientProperties(KafkaBindingConfig config) {
    this.config = config;
  }

  /** Refuses what no client knows, what is not well formed and what is not the file's to set. */
  static void check(Map<String, String> properties, BrokerSettings settings) {
    properties.forEach(
        (name, value) -> {
          String key = "properties." + name;
          if (OURS.containsKey(name)) {
            throw new IllegalArgumentException(
                "brokers.kafka.%s is the hub's: %s".formatted(key, OURS.get(name)));
          }
          ConfigDef.ConfigKey known = known(name);
          if (known == null) {
            throw new IllegalArgumentException(
                "brokers.kafka.%s is no property of Kafka's producer, consumer or admin client"
                    .formatted(key));
          }
          check(known, value, key, settings);
        });
  }

  private static ConfigDef.ConfigKey known(String name) {
    for (ConfigDef each : List.of(ADMIN, PRODUCER, CONSUMER)) {
      ConfigDef.ConfigKey known = each.configKeys().get(name);
      if (known != null) {
        return known;
      }
    }
    return null;
  }

  private static void check(
      ConfigDef.ConfigKey known, String value, String key, BrokerSettings settings) {
    try {
      Object parsed = ConfigDef.parseType(known.name, value, known.type);
      if (known.validator != null && parsed != null) {
        known.validator.ensureValid(known.name, parsed);
      }
    } catch (ConfigException e) {
      // Its text is not repeated for secrets: they would stand in it.
      if (known.type == ConfigDef.Type.PASSWORD) {
        throw new IllegalArgumentException("brokers.kafka." + key + " is not well formed", e);
      }
      String why = e.getMessage();
      int colon = why.indexOf(": ");
      throw settings.wrong(key, "be well formed" + (colon < 0 ? "" : why.substring(colon)), value);
    }
  }

  Map<String, Object> admin() {
    return common(ADMIN, "");
  }

  /** For single events: never waits for room or for metadata. */
  Map<String, Object> producer() {
    Map<String, Object> all = producer("");
    all.put("max.block.ms", 0);
    // What a publisher knows about a topic is not forgotten while the topic is quiet.
    all.put("metadata.max.idle.ms", 30L * 24 * 3_600 * 1_000);
    return all;
  }

  /** For publications of several events. */
  Map<String, Object> transactional(String id) {
    Map<String, Object> all = producer("-" + id);
    all.put("max.block.ms", config.timeout().toMillis());
    all.put("transactional.id", id);
    all.putIfAbsent("transaction.timeout.ms", (int) config.timeout().toMillis());
    return all;
  }

  private Map<String, Object> producer(String suffix) {
    int millis = (int) config.timeout().toMillis();
    Map<String, Object> all = common(PRODUCER, suffix);
    all.put("acks", "all");
    all.put("enable.idempotence", true);
    all.put("key.serializer", ByteArraySerializer.class);
    all.put("value.serializer", ByteArraySerializer.class);
    all.put("max.request.size", config.maxRecordBytes());
    all.putIfAbsent("linger.ms", 0);
    all.put("delivery.timeout.ms", millis);
    all.put("request.timeout.ms", millis - Integer.parseInt(all.get("linger.ms").toString()));
    return all;
  }

  /** After how long without a word the broker gives a member's work to others. */
  int sessionMillis(Duration ackDeadline) {
    String set = config.properties().get("session.timeout.ms");
    return set != null
        ? Integer.parseInt(set)
        : (int)
            Math.max(
                SHORTEST_SESSION_MILLIS,
                Math.min(LONGEST_SESSION_MILLIS, ackDeadline.toMillis() / 3));
  }

  Map<String, Object> consumer(String group, int session) {
    Map<String, Object> all = consumer();
    all.putIfAbsent("fetch.max.wait.ms", FETCH_WAIT_MILLIS);
    all.put("group.id", group);
    all.put("session.timeout.ms", session);
    all.putIfAbsent("heartbeat.interval.ms", Math.max(1, Math.min(3_000, session / 4)));
    all.putIfAbsent("max.poll.records", 256);
    all.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    return all;
  }

  /** One that is in no group, and reads what is there. */
  Map<String, Object> reader() {
    Map<String, Object> all = consumer();
    all.put("fetch.max.wait.ms", READ_WAIT_MILLIS);
    return all;
  }

  private Map<String, Object> consumer() {
    Map<String, Object> all = common(CONSUMER, "");
    all.put("enable.auto.commit", false);
    all.put("auto.offset.reset", "earliest");
    all.put("isolation.level", "read_committed");
    all.put("key.deserializer", ByteArrayDeserializer.class);
    all.put("value.deserializer", ByteArrayDeserializer.class);
    all.putIfAbsent("fetch.max.bytes", 8 << 20);
    all.put("default.api.timeout.ms", (int) config.timeout().toMillis());
    all.put("request.timeout.ms", (int) config.timeout().toMillis());
    return all;
  }

  private Map<String, Object> common(ConfigDef kind, String suffix) {
    Map<String, Object> all = new HashMap<>();
    Set<String> known = kind.names();
    new TreeMap<>(config.properties())
        .forEach(
            (name, value) -> {
              if (known.contains(name)) {
                all.put(name, value);
              }
            });
    all.putIfAbsent("client.id", "serai" + suffix);
    all.put("bootstrap.servers", config.bootstrapServers());
    all.putIfAbsent("enable.metrics.push", false);
    all.putIfAbsent("auto.include.jmx.reporter", false);
    return all;
  }
}
