package dev.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.ledger.EventQuery;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole hub on a broker: doors, routes and ledger. A binding's test extends this class, names the
 * broker, and can take it away.
 */
public abstract class HubContract {

  @TempDir Path folder;

  /** The word written as {@code broker:}. */
  protected abstract String broker();

  /** What stands under {@code brokers.<broker>}, as text of the file. */
  protected abstract String settings();

  /** The variables that the settings name. */
  protected abstract Map<String, String> variables();

  protected abstract void breakBroker();

  protected abstract void mendBroker();

  private TestHub start() {
    Map<String, String> environment = new HashMap<>(variables());
    environment.put("SERAI_BROKER", broker());
    String config =
        """
        broker: ${SERAI_BROKER:embedded}
        brokers:
          %s: { %s }
        """
            .formatted(broker(), settings());
    return TestHub.start(folder, config + TestHub.CONFIG, environment);
  }

  @Test
  void events_get_into_the_ledger_by_a_group_and_once() {
    try (TestHub hub = start()) {
      postUntilTaken(hub, "1");
      assertThat(post(hub, "2").statusCode()).isEqualTo(202);
      assertThat(post(hub, "1").statusCode()).isIn(200, 202, 409);

      patiently().until(() -> logged(hub) == 2);
      hub.stop();
      hub.start();
      assertThat(post(hub, "3").statusCode()).isEqualTo(202);
      patiently().until(() -> logged(hub) == 3);
    }
  }

  @Test
  void a_broker_that_is_away_is_answered_503_and_heals_by_itself() {
    try (TestHub hub = start()) {
      postUntilTaken(hub, "1");
      patiently().until(() -> logged(hub) == 1);

      breakBroker();
      patiently()
          .untilAsserted(
              () -> {
                HttpResponse<String> answer = post(hub, "2");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
              });
      mendBroker();

      postUntilTaken(hub, "3");
      patiently().until(() -> logged(hub) >= 2);
    }
  }

  /** A broker that has just started, or that clients see for the first time, may take a while. */
  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(60));
  }

  private static long logged(TestHub hub) {
    return hub.hub()
        .ledger()
        .events()
        .count(new EventQuery("events", null, null, Set.of(), null, null, null));
  }

  private static void postUntilTaken(TestHub hub, String id) {
    patiently().untilAsserted(() -> assertThat(post(hub, id).statusCode()).isEqualTo(202));
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
