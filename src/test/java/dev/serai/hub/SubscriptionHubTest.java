package dev.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.event.JsonEvents;
import dev.serai.hub.Receiver.Got;
import dev.serai.hub.Receiver.Reply;
import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.source.scheme.SchemeSettings;
import dev.serai.source.scheme.Schemes;
import dev.serai.source.scheme.SignedRequest;
import dev.serai.source.scheme.Verdict;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events go out as webhooks, to a real server. */
class SubscriptionHubTest {

  private static final String OLD = "whsec_" + "T0xE".repeat(8);
  private static final String NEW = "whsec_" + "TkVX".repeat(8);

  @TempDir Path folder;
  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  private TestHub hub(String... more) {
    return TestHub.start(
        folder,
        """
        channels: { events: {} }
        policies:
          quick: { attempts: 3, backoff: { initial: 1ms, factor: 1, max: 1ms, jitter: 0 } }
        connectors:
          events: { type: cloudevents, verify: { scheme: bearer, secrets: [token] }, channel: events }
        subscriptions:
          partner:
            channel: events
            url: "%s"
            secrets: ["%s", "%s"]
            policy: quick
        """
                .formatted(receiver.url("/hooks?from=serai"), NEW, OLD)
            + String.join("\n", more).indent(4));
  }

  private static final String HERE = "allow: 127.0.0.1";

  private static void send(TestHub hub, String id, String type) {
    assertThat(
            hub.post(
                    "/events",
                    "{\"total\": 12}",
                    "Authorization",
                    "Bearer token",
                    "Content-Type",
                    "application/json",
                    "ce-specversion",
                    "1.0",
                    "ce-id",
                    id,
                    "ce-source",
                    "/shop",
                    "ce-type",
                    type)
                .statusCode())
        .isEqualTo(202);
  }

  private Got first() {
    await().atMost(Duration.ofSeconds(20)).until(() -> !receiver.got().isEmpty());
    return receiver.got().get(0);
  }

  @Test
  void a_subscriber_gets_the_whole_event_signed_with_each_secret() {
    try (TestHub hub = hub(HERE)) {
      send(hub, "o-1", "order.placed");

      Got got = first();
      CloudEvent event = JsonEvents.read(got.body());
      assertThat(event.getId()).isEqualTo("o-1");
      assertThat(event.getType()).isEqualTo("order.placed");
      assertThat(event.getData().toBytes())
          .isEqualTo("{\"total\": 12}".getBytes(StandardCharsets.UTF_8));
      assertThat(got.path()).isEqualTo("/hooks?from=serai");
      assertThat(got.headers())
          .containsEntry("content-type", "application/cloudevents+json")
          .hasEntrySatisfying("webhook-id", id -> assertThat(id).matches("msg_[0-9a-f]{32}"));
      for (String secret : List.of(OLD, NEW)) {
        assertThat(verdict(got, secret, got.body())).isEqualTo(Verdict.VERIFIED);
      }
      assertThat(verdict(got, NEW, "{}".getBytes(StandardCharsets.UTF_8))).isEqualTo(Verdict.WRONG);
      assertThat(verdict(got, "whsec_" + "b3Ro".repeat(8), got.body())).isEqualTo(Verdict.WRONG);
    }
  }

  private static Verdict verdict(Got got, String secret, byte[] body) {
    return Schemes.of(new SchemeSettings("standard-webhooks", List.of(secret), Map.of()))
        .verify(new SignedRequest(got.headers(), "", body, got.at()));
  }

  @Test
  void binary_mode_sends_the_data_with_the_attributes_as_headers_and_filters_choose() {
    try (TestHub hub =
        hub(
            HERE,
            "mode: binary",
            "filter: [ { prefix: { type: order. } }, { not: { exact: { id: o-2 } } } ]")) {
      send(hub, "o-1", "invoice.sent");
      send(hub, "o-2", "order.placed");
      send(hub, "o-3", "order.paid");

      Got got = first();
      assertThat(got.headers())
          .containsEntry("ce-id", "o-3")
          .containsEntry("ce-type", "order.paid")
          .containsEntry("content-type", "application/json");
      assertThat(new String(got.body(), StandardCharsets.UTF_8)).isEqualTo("{\"total\": 12}");
      assertThat(verdict(got, NEW, got.body())).isEqualTo(Verdict.VERIFIED);
      assertThat(receiver.got()).hasSize(1);
    }
  }

  @Test
  void a_receiver_that_is_gone_gets_nothing_more_also_after_a_restart_until_it_is_enabled() {
    try (TestHub hub = hub(HERE)) {
      receiver.answers(request -> Reply.of(410));
      send(hub, "o-1", "order.placed");
      DeadLetter letter = deadLetter(hub);
      assertThat(letter.history()).hasSize(1);
      assertThat(letter.history().get(0).message())
          .contains(
              "answered 410, it wants no more events",
              "the subscription is disabled until you say: serai subscriptions enable partner");

      receiver.answers(request -> Reply.of(204));
      hub.stop();
      hub.start();
      assertThat(hub.hub().ledger().subscriptions().disabled("partner")).isPresent();
      send(hub, "o-2", "order.placed");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> hub.hub().ledger().groups().unsettled("events", "subscription.partner") == 0);
      assertThat(receiver.got()).hasSize(1);

      hub.hub().ledger().subscriptions().enable("partner").toCompletableFuture().join();
      send(hub, "o-3", "order.placed");
      await().atMost(Duration.ofSeconds(20)).until(() -> receiver.got().size() == 2);
      assertThat(JsonEvents.read(receiver.got().get(1).body()).getId()).isEqualTo("o-3");
    }
  }

  @Test
  void a_receiver_that_has_enough_is_asked_again_when_it_said() {
    receiver.answers(
        request -> receiver.got().size() == 1 ? Reply.of(429, "Retry-After", "1") : Reply.of(200));
    try (TestHub hub = hub(HERE)) {
      send(hub, "o-1", "order.placed");

      await().atMost(Duration.ofSeconds(20)).until(() -> receiver.got().size() == 2);
      Instant refused = receiver.got().get(0).at();
      assertThat(receiver.got().get(1).at()).isAfterOrEqualTo(refused.plusMillis(900));
      assertThat(receiver.got().get(1).headers().get("webhook-id"))
          .isEqualTo(receiver.got().get(0).headers().get("webhook-id"));
    }
  }

  @Test
  void redirects_are_not_followed() {
    receiver.answers(request -> Reply.of(307, "Location", receiver.url("/elsewhere")));
    try (TestHub hub = hub(HERE)) {
      send(hub, "o-1", "order.placed");

      assertThat(deadLetter(hub).history()).hasSize(3);
      assertThat(receiver.got()).extracting(Got::path).containsOnly("/hooks?from=serai");
    }
  }

  @Test
  void a_receiver_that_never_answers_is_given_up_in_time() {
    receiver.answers(request -> Reply.of(0));
    try (TestHub hub = hub(HERE, "concurrency: 2", "timeout: 150ms")) {
      send(hub, "o-1", "order.placed");

      assertThat(deadLetter(hub).history())
          .hasSize(3)
          .allSatisfy(
              attempt -> assertThat(attempt.message()).contains("no answer came within 150 ms"));
    }
  }

  @Test
  void an_address_that_is_not_public_is_called_only_where_that_is_allowed() {
    try (TestHub hub = hub()) {
      send(hub, "o-1", "order.placed");

      assertThat(deadLetter(hub).history().get(0).message())
          .isEqualTo(
              "subscription 'partner': 127.0.0.1 leads to 127.0.0.1, which is no public address, so nothing is sent there; if it is meant, write allow: \"127.0.0.1\"");
      assertThat(receiver.got()).isEmpty();
    }
  }

  private static DeadLetter deadLetter(TestHub hub) {
    await().atMost(Duration.ofSeconds(20)).until(() -> !letters(hub).isEmpty());
    return letters(hub).get(0);
  }

  private static List<DeadLetter> letters(TestHub hub) {
    return hub.hub().ledger().deadLetters().find(DeadLetterQuery.all(), 0, 10);
  }
}
