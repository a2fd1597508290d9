package dev.serai.bus.kafka;

import dev.serai.hub.HubContract;
import java.util.Map;
import java.util.UUID;

/** With {@code broker: kafka}. */
class KafkaHubTest extends HubContract {

  private final KafkaProcess kafka = KafkaProcess.shared();

  @Override
  protected String broker() {
    return "kafka";
  }

  @Override
  protected String settings() {
    return "bootstrapServers: \"${SERAI_KAFKA_BOOTSTRAP:localhost:9092}\", partitions: 2, timeout: 2s, topicPrefix: \"%1$s.\", groupPrefix: \"%1$s\""
        .formatted(UUID.randomUUID());
  }

  @Override
  protected Map<String, String> variables() {
    return Map.of("SERAI_KAFKA_BOOTSTRAP", kafka.bootstrapServers());
  }

  @Override
  protected void breakBroker() {
    kafka.kill();
  }

  @Override
  protected void mendBroker() {
    kafka.start();
  }
}
