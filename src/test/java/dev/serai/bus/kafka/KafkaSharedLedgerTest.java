package dev.serai.bus.kafka;

import dev.serai.delivery.SharedLedgerContract;
import java.util.Map;
import java.util.UUID;

/** On Kafka, where a partition belongs to one hub at a time. */
class KafkaSharedLedgerTest extends SharedLedgerContract {

  private final String prefix = UUID.randomUUID().toString();

  @Override
  protected String broker() {
    return "kafka";
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "bootstrapServers",
        KafkaProcess.shared().bootstrapServers(),
        "topicPrefix",
        prefix + ".",
        "groupPrefix",
        prefix,
        "partitions",
        "4",
        "properties.session.timeout.ms",
        "1000");
  }
}
