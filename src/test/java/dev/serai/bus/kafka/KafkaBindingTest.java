package dev.serai.bus.kafka;

import static org.awaitility.Awaitility.await;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.bus.BindingContract;
import dev.serai.bus.TestHub;
import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka keeps every promise, without a deviation. */
class KafkaBindingTest extends BindingContract {

  private final KafkaProcess kafka = KafkaProcess.shared();

  @Override
  protected Binding openBinding(BindingContext hub) {
    return new KafkaBindingProvider()
        .open(
            Map.of("bootstrapServers", kafka.bootstrapServers(), "partitions", 3, "timeout", "2s"),
            hub);
  }

  /** One replica is all there is. */
  @Override
  protected void breakBroker() {
    setMinInSync(AlterConfigOp.OpType.SET, "2");
  }

  @Override
  protected void mendBroker() {
    setMinInSync(AlterConfigOp.OpType.DELETE, "1");
  }

  private void setMinInSync(AlterConfigOp.OpType operation, String becomes) {
    ConfigEntry min = new ConfigEntry("min.insync.replicas", "2");
    try (Admin admin = kafka.admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.BROKER, ""),
                  List.of(new AlterConfigOp(min, operation))))
          .all()
          .get();
      ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
      await()
          .until(
              () ->
                  admin
                      .describeConfigs(List.of(broker))
                      .all()
                      .get()
                      .get(broker)
                      .get(min.name())
                      .value()
                      .equals(becomes));
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
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
        producer.send(
            new ProducerRecord<>(channel, null, then, made.key(), made.value(), made.headers()));
      }
    }
  }
}
