package dev.serai.bus.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.servicebus.twin.Twin;
import dev.serai.hub.TestHub;
import dev.serai.ledger.EventQuery;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole hub with {@code broker: servicebus}: doors, routes and ledger. */
class ServiceBusHubTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Twin twin = Twin.started();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    twin.close();
  }

  private String config() {
    return """
        broker: ${SERAI_BROKER:embedded}
        brokers:
          servicebus:
            connectionString: "${SERAI_SERVICEBUS_CONNECTION}"
            management: "${MANAGEMENT}"
            timeout: 5s
        """
        + TestHub.CONFIG;
  }

  private TestHub start() {
    return TestHub.start(
        folder,
        config(),
        Map.of(
            "SERAI_BROKER",
            "servicebus",
            "SERAI_SERVICEBUS_CONNECTION",
            twin.connectionString(),
            "MANAGEMENT",
            twin.adminUrl()));
  }

  @Test
  void events_get_into_the_ledger_once_and_an_outage_is_answered_503_and_heals_by_itself() {
    try (TestHub hub = start()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(post(hub, "1").statusCode()).isEqualTo(202));
      assertThat(post(hub, "2").statusCode()).isEqualTo(202);
      assertThat(post(hub, "1").statusCode()).isIn(200, 202, 409);
      await().atMost(PATIENCE).until(() -> logged(hub) == 2);

      twin.stop();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                HttpResponse<String> answer = post(hub, "3");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
              });
      twin.start();

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(post(hub, "4").statusCode()).isEqualTo(202));
      await().atMost(PATIENCE).until(() -> logged(hub) >= 3);
      // A message is settled only after what it brought is in the ledger.
      await().atMost(PATIENCE).until(() -> twin.size("events/subscriptions/serai-log") == 0);
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
