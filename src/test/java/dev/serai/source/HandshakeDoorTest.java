package dev.serai.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.source.WebhookOutcome.Accepted;
import dev.serai.source.scheme.SchemeSettings;
import dev.serai.source.scheme.Signer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What senders ask before they send, and the answers that make each of them behave. */
@Timeout(30)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandshakeDoorTest {

  private static final String CHALLENGE =
      "{\"token\":\"t\",\"challenge\":\"3eZbrw1aB\",\"type\":\"url_verification\"}";
  private static final String VALIDATION =
      """
      [{"id":"1","topic":"/t","subject":"","data":{"validationCode":"512d-c7b8"},
        "eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","dataVersion":"1"}]""";

  private OpenDoor open;

  @BeforeAll
  void open() {
    open =
        OpenDoor.with(
            OpenDoor.settings(),
            WebhookConnector.webhook("chat", "slack", OpenDoor.SECRET),
            WebhookConnector.webhook("grid", "bearer", OpenDoor.SECRET));
    for (String connector : List.of("chat", "grid")) {
      open.door.register(
          connector,
          request -> {
            open.handled.add(request);
            return CompletableFuture.completedFuture(new Accepted(1, 0));
          });
    }
  }

  @AfterAll
  void close() {
    open.close();
  }

  @BeforeEach
  void forget() {
    open.told.clear();
    open.handled.clear();
  }

  private HttpRequest.Builder slack(String secret, Instant at, String body) {
    HttpRequest.Builder request =
        open.to("/webhooks/chat")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    new Signer(new SchemeSettings("slack", List.of(secret)))
        .headers("", "", at, body.getBytes(UTF_8))
        .forEach(request::header);
    return request;
  }

  @Test
  void slack_gets_its_challenge_back_once_it_is_verified() throws Exception {
    HttpResponse<String> answer = open.send(slack(OpenDoor.SECRET, Instant.now(), CHALLENGE));
    HttpResponse<String> forged = open.send(slack("another", Instant.now(), CHALLENGE));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"challenge\":\"3eZbrw1aB\"}");
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(forged.statusCode()).isEqualTo(401);
    assertThat(forged.body()).doesNotContain("3eZbrw1aB");
    assertThat(open.handled).isEmpty();
    await()
        .untilAsserted(
            () ->
                assertThat(open.told)
                    .extracting(OpenDoor.Told::reason)
                    .containsExactly(DoorReason.HANDSHAKE, DoorReason.BAD_SIGNATURE));
  }

  @Test
  void slack_gets_200_with_nothing_that_it_could_show() throws Exception {
    String body =
        "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event\":{\"type\":\"message\"}}";

    HttpResponse<String> answer = open.send(slack(OpenDoor.SECRET, Instant.now(), body));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(open.handled)
        .singleElement()
        .satisfies(
            handed -> {
              assertThat(handed.deliveryId()).isEqualTo("Ev1");
              assertThat(handed.event()).isEqualTo("message");
            });
  }

  @Test
  void an_old_and_an_early_signature_are_told_apart_in_metrics_only() throws Exception {
    Instant now = Instant.now();
    HttpResponse<String> wrong = open.send(slack("another", now, "{}"));
    HttpResponse<String> stale =
        open.send(slack(OpenDoor.SECRET, now.minus(Duration.ofMinutes(6)), "{}"));
    HttpResponse<String> early =
        open.send(slack(OpenDoor.SECRET, now.plus(Duration.ofMinutes(6)), "{}"));

    for (HttpResponse<String> answer : List.of(stale, early)) {
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).isEqualTo(wrong.body()).contains("problem:bad-signature");
      assertThat(answer.headers().map()).isEqualTo(wrong.headers().map());
    }
    await()
        .untilAsserted(
            () ->
                assertThat(open.told)
                    .extracting(OpenDoor.Told::reason)
                    .containsExactly(
                        DoorReason.BAD_SIGNATURE,
                        DoorReason.STALE_SIGNATURE,
                        DoorReason.EARLY_SIGNATURE));
  }

  @Test
  void event_grid_gets_its_code_back_with_exactly_200() throws Exception {
    HttpRequest.Builder request =
        open.to("/webhooks/grid?access_token=" + OpenDoor.SECRET.replace(' ', '+'))
            .header("Content-Type", "application/json; charset=utf-8")
            .header("aeg-event-type", "SubscriptionValidation")
            .POST(BodyPublishers.ofString(VALIDATION));

    HttpResponse<String> answer = open.send(request);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"validationResponse\":\"512d-c7b8\"}");
    assertThat(open.handled).isEmpty();
  }

  @Test
  void event_grid_does_not_get_its_code_without_the_secret() throws Exception {
    HttpResponse<String> answer =
        open.send(
            open.to("/webhooks/grid")
                .header("Content-Type", "application/json")
                .header("aeg-event-type", "SubscriptionValidation")
                .POST(BodyPublishers.ofString(VALIDATION)));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).doesNotContain("512d-c7b8");
  }

  @Test
  void slack_is_answered_before_it_gives_up_after_three_seconds() throws Exception {
    try (OpenDoor stuck =
        OpenDoor.with(
            OpenDoor.settings(), WebhookConnector.webhook("chat", "slack", OpenDoor.SECRET))) {
      CompletableFuture<WebhookOutcome> durable = new CompletableFuture<>();
      stuck.door.register("chat", request -> durable);
      HttpRequest.Builder request =
          slack(OpenDoor.SECRET, Instant.now(), "{}").uri(stuck.at("/webhooks/chat"));
      long start = System.nanoTime();

      HttpResponse<String> answer = stuck.send(request);

      Duration took = Duration.ofNanos(System.nanoTime() - start);
      durable.complete(new Accepted(1, 0));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("urn:serai:problem:late");
      assertThat(took).isLessThan(DoorSettings.Timeouts.defaults().answer());
    }
  }
}
