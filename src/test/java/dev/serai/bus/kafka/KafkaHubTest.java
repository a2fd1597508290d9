package dev.serai.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.hub.TestHub;
import dev.serai.ledger.EventQuery;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole hub with {@code broker: kafka}: doors, routes and ledger. */
class KafkaHubTest {

  @TempDir Path folder;

  private String config() {
    return """
        broker: ${SERAI_BROKER:embedded}
        brokers:
          kafka: { bootstrapServers: "${SERAI_KAFKA_BOOTSTRAP:localhost:9092}", partitions: 2, timeout: 2s, topicPrefix: "%s." }
        """
            .formatted(UUID.randomUUID())
        + TestHub.CONFIG;
  }

  private TestHub start(KafkaProcess kafka) {
    return TestHub.start(
        folder,
        config(),
        Map.of("SERAI_BROKER", "kafka", "SERAI_KAFKA_BOOTSTRAP", kafka.bootstrapServers()));
  }

  @Test
  void events_get_into_the_ledger_by_a_group_and_once() {
    try (TestHub hub = start(KafkaProcess.shared())) {
      assertThat(post(hub, "1").statusCode()).isEqualTo(202);
      assertThat(post(hub, "2").statusCode()).isEqualTo(202);
      assertThat(post(hub, "1").statusCode()).isIn(200, 202, 409);

      await().until(() -> logged(hub) == 2);
      hub.stop();
      hub.start();
      assertThat(post(hub, "3").statusCode()).isEqualTo(202);
      await().until(() -> logged(hub) == 3);
    }
  }

  @Test
  void a_kafka_that_is_away_is_answered_503_and_heals_by_itself() {
    try (KafkaProcess kafka = new KafkaProcess(Map.of());
        TestHub hub = start(kafka)) {
      assertThat(post(hub, "1").statusCode()).isEqualTo(202);

      kafka.kill();
      await()
          .untilAsserted(
              () -> {
                HttpResponse<String> answer = post(hub, "2");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
              });
      kafka.start();

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(post(hub, "3").statusCode()).isEqualTo(202));
      await().until(() -> logged(hub) >= 2);
    }
  }

  private static long logged(TestHub hub) {
    return hub.hub()
        .ledger()
        .events()
        .count(new EventQuery("events", null, null, Set.of(), null, null, null));
  }

  private static HttpResponse<String> post(TestHub hub, String id) {
    return hub.post(
        "/events",
        "{}",
        "Authorization",
        "Bearer token",
        "Content-Type",
        "application/json",
        "ce-specversion",
        "1.0",
        "ce-id",
        id,
        "ce-source",
        "/s",
        "ce-type",
        "t");
  }
}
