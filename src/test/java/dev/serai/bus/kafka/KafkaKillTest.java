package dev.serai.bus.kafka;

import dev.serai.delivery.KillContract;
import java.util.Map;

/** On Kafka, where a dead hub is known by the end of its session. */
class KafkaKillTest extends KillContract {

  @Override
  protected String broker() {
    return "kafka";
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "bootstrapServers",
        KafkaProcess.shared().bootstrapServers(),
        "partitions",
        "3",
        "properties.session.timeout.ms",
        "1000");
  }

  @Override
  protected int longestLifeMillis() {
    return 1_000;
  }
}
