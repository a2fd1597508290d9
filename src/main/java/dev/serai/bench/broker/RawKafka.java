package dev.serai.bench.broker;

import dev.serai.bench.bus.Workload;
import dev.serai.event.Extensions;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own clients: an idempotent producer, and a consumer that commits each page. */
final class RawKafka implements RawClient {

  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final int PATIENCE_SECONDS = 30;
  private static final String READER = "raw";

  private final Map<String, Object> common = new HashMap<>();
  private final String prefix;
  private final Places places;
  private final Admin admin;
  private KafkaProducer<byte[], byte[]> producer;

  /** {@code places} makes topics as the hub's are. */
  RawKafka(Map<String, Object> settings, String prefix, Places places) {
    this.prefix = prefix;
    this.places = places;
    if (settings.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach((name, value) -> common.put(String.valueOf(name), String.valueOf(value)));
    }
    common.put(
        "bootstrap.servers",
        String.valueOf(settings.getOrDefault("bootstrapServers", "localhost:9092")));
    admin = Admin.create(common);
  }

  @Override
  public void make(String name) throws Exception {
    places.make(name, READER);
  }

  @Override
  public double publish(String name, int count) throws InterruptedException {
    if (producer == null) {
      Map<String, Object> properties = new HashMap<>(common);
      properties.put("acks", "all");
      properties.put("enable.idempotence", true);
      properties.put("key.serializer", ByteArraySerializer.class);
      properties.put("value.serializer", ByteArraySerializer.class);
      producer = new KafkaProducer<>(properties);
    }
    UnderWay sent = new UnderWay(WINDOW);
    long began = System.nanoTime();
    for (int n = 0; n < count; n++) {
      sent.begin();
      // The callback tells.
      var unused =
          producer.send(record(name, Workload.event(n)), (at, failure) -> sent.ended(failure));
    }
    sent.await();
    return count / ((System.nanoTime() - began) / 1e9);
  }

  private ProducerRecord<byte[], byte[]> record(String name, CloudEvent event) {
    byte[] key = utf8(Extensions.partitionKey(event));
    var made = new ProducerRecord<byte[], byte[]>(prefix + name, key, event.getData().toBytes());
    Attributes.forEach(event, (header, text) -> made.headers().add("ce_" + header, utf8(text)));
    return made;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public double consume(String name, int count) {
    Map<String, Object> properties = new HashMap<>(common);
    properties.put("group.id", prefix + name);
    properties.put("enable.auto.commit", false);
    properties.put("auto.offset.reset", "earliest");
    properties.put("isolation.level", "read_committed");
    properties.put("max.poll.records", PAGE);
    properties.put("key.deserializer", ByteArrayDeserializer.class);
    properties.put("value.deserializer", ByteArrayDeserializer.class);
    long first = 0;
    int taken = 0;
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
      consumer.subscribe(List.of(prefix + name));
      long heard = System.nanoTime();
      while (taken < count) {
        ConsumerRecords<byte[], byte[]> page = consumer.poll(WAIT);
        if (page.isEmpty() && System.nanoTime() - heard > 4 * WAIT.toNanos()) {
          throw new IllegalStateException("only " + taken + " of " + count + " events were read");
        }
        if (!page.isEmpty()) {
          heard = System.nanoTime();
          first = first == 0 ? heard : first;
          taken += page.count();
          consumer.commitAsync();
        }
      }
      consumer.commitSync();
      return count / ((System.nanoTime() - first) / 1e9);
    }
  }

  @Override
  public String endpoint(String name) {
    StringBuilder uri =
        new StringBuilder(
            "kafka:%s?brokers=%s&groupId=%s"
                .formatted(
                    prefix + name, common.get("bootstrap.servers"), prefix + name + "-stock"));
    uri.append("&autoOffsetReset=earliest&autoCommitEnable=false&allowManualCommit=true");
    uri.append("&breakOnFirstError=true&maxPollRecords=").append(PAGE);
    common.forEach(
        (property, value) -> {
          if (!property.equals("bootstrap.servers")) {
            uri.append("&additionalProperties.%s=RAW(%s)".formatted(property, value));
          }
        });
    return uri.toString();
  }

  @Override
  public void clean() throws Exception {
    List<String> ours =
        admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS).stream()
            .filter(topic -> topic.startsWith(prefix))
            .toList();
    admin.deleteTopics(ours).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(WAIT);
    }
    admin.close(WAIT);
  }
}
