package dev.serai.bus.kafka;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.conformance.BindingContract;
import dev.serai.conformance.TestHub;
import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka keeps every promise, without a deviation. */
class KafkaBindingTest extends BindingContract {

  private final KafkaProcess kafka = KafkaProcess.shared();

  @Override
  protected Binding openBinding(BindingContext hub) {
    return new KafkaBindingProvider()
        .open(
            Map.of(
                "bootstrapServers",
                kafka.bootstrapServers(),
                "partitions",
                3,
                "timeout",
                "2s",
                "properties",
                Map.of("fetch.max.wait.ms", "20")),
            hub);
  }

  @Override
  protected void breakBroker() {
    kafka.kill();
  }

  @Override
  protected void mendBroker() {
    kafka.start();
  }

  /** The events get the time that they would have had. */
  @Override
  protected void publishedAgo(TestHub hub, Duration ago, CloudEvent... events) {
    long then = System.currentTimeMillis() - ago.toMillis();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (CloudEvent event : events) {
        ProducerRecord<byte[], byte[]> made =
            EventRecords.write(channel, null, HubEvent.copyOf(event));
        var unused =
            producer.send(
                new ProducerRecord<>(
                    channel, null, then, made.key(), made.value(), made.headers()));
      }
    }
  }
}
