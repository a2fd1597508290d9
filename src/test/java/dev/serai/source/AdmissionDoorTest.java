package dev.serai.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.source.WebhookOutcome.Accepted;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may send, how fast, and who may ask for it. */
@Timeout(30)
class AdmissionDoorTest {

  private static final List<String> NOBODY = List.of();

  private OpenDoor open;

  @AfterEach
  void close() {
    if (open != null) {
      open.close();
    }
  }

  private void open(Admission admission, String... proxies) {
    open =
        OpenDoor.with(
            OpenDoor.settings().withProxies(List.of(proxies)),
            WebhookConnector.webhook("github", "github", OpenDoor.SECRET).with(admission),
            WebhookConnector.cloudEvents("events", "none").with(admission));
    open.door.register("github", request -> CompletableFuture.completedFuture(new Accepted(1, 0)));
  }

  private List<DoorReason> reasons() {
    return open.told.stream().map(OpenDoor.Told::reason).toList();
  }

  private HttpRequest.Builder question() {
    return open.to("/events/events").method("OPTIONS", BodyPublishers.noBody());
  }

  @Test
  void what_comes_too_fast_is_answered_429_with_the_time_to_wait() throws Exception {
    open(new Admission(NOBODY, new Admission.Rate(2, Duration.ofHours(1)), NOBODY));

    assertThat(open.send(open.delivery("1", "{}")).statusCode()).isEqualTo(202);
    assertThat(open.send(open.delivery("2", "{}")).statusCode()).isEqualTo(202);
    HttpResponse<String> answer = open.send(open.delivery("3", "{}"));

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).contains("urn:serai:problem:rate-limited");
    assertThat(Integer.parseInt(answer.headers().firstValue("retry-after").orElseThrow()))
        .isBetween(1700, 1800);
    await().untilAsserted(() -> assertThat(reasons()).contains(DoorReason.RATE_LIMITED));
  }

  @Test
  void strangers_do_not_use_up_the_rate() throws Exception {
    open(new Admission(NOBODY, new Admission.Rate(1, Duration.ofHours(1)), NOBODY));

    for (int i = 0; i < 5; i++) {
      assertThat(
              open.send(open.delivery("1", "{}").setHeader("X-Hub-Signature-256", "sha256=00"))
                  .statusCode())
          .isEqualTo(401);
    }
    assertThat(open.send(open.delivery("1", "{}")).statusCode()).isEqualTo(202);
  }

  @Test
  void another_network_is_answered_403_whatever_it_claims() throws Exception {
    open(new Admission(List.of("192.0.2.0/24"), null, List.of("*")));

    HttpResponse<String> answer =
        open.send(open.delivery("1", "{}").header("X-Forwarded-For", "192.0.2.1"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("urn:serai:problem:not-allowed").doesNotContain("192.0.2");
    assertThat(open.send(question().header("WebHook-Request-Origin", "a")).statusCode())
        .isEqualTo(403);
    await()
        .untilAsserted(
            () ->
                assertThat(reasons())
                    .containsExactly(DoorReason.NOT_ALLOWED, DoorReason.NOT_ALLOWED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.1 | 202",
        "8.8.8.8, 192.0.2.1 | 202",
        "192.0.2.1, 10.1.2.3 | 202",
        "192.0.2.1:4711 | 202",
        "192.0.2.1, 8.8.8.8 | 403",
        "8.8.8.8, 10.1.2.3 | 403",
        "192.0.2.1, unknown | 403",
        "unknown | 403",
        "'' | 403",
        "10.1.2.3 | 403",
      })
  void behind_a_proxy_the_last_address_that_is_no_proxy_counts(String forwarded, int status)
      throws Exception {
    open(new Admission(List.of("192.0.2.0/24"), null, NOBODY), "127.0.0.0/8", "10.0.0.0/8");

    assertThat(
            open.send(open.delivery("1", "{}").header("X-Forwarded-For", forwarded)).statusCode())
        .isEqualTo(status);
  }

  @Test
  void a_proxy_that_tells_no_address_is_no_sender_of_the_network() throws Exception {
    open(new Admission(List.of("192.0.2.0/24"), null, NOBODY), "127.0.0.1");

    assertThat(open.send(open.delivery("1", "{}")).statusCode()).isEqualTo(403);
  }

  @Test
  void a_network_that_is_none_does_not_open_the_door() {
    assertThatThrownBy(() -> open(new Admission(List.of("nowhere"), null, NOBODY)))
        .isInstanceOf(DoorException.class)
        .hasMessageStartingWith("connector 'github': 'nowhere' is no network");
  }

  @Test
  void a_sender_that_asks_and_may_send_is_told_how_fast() throws Exception {
    open(
        new Admission(
            NOBODY, new Admission.Rate(2, Duration.ofSeconds(1)), List.of("eventgrid.azure.net")));

    HttpResponse<String> answer =
        open.send(
            question()
                .header("WebHook-Request-Origin", "EventGrid.azure.net")
                .header("WebHook-Request-Rate", "1000"));
    HttpResponse<String> modest =
        open.send(
            question()
                .header("WebHook-Request-Origin", "eventgrid.azure.net")
                .header("WebHook-Request-Callback", "http://127.0.0.1:1/never-called")
                .header("WebHook-Request-Rate", "5"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("webhook-allowed-origin"))
        .contains("EventGrid.azure.net");
    assertThat(answer.headers().firstValue("webhook-allowed-rate")).contains("120");
    assertThat(answer.headers().firstValue("allow")).contains("POST");
    assertThat(modest.headers().firstValue("webhook-allowed-rate")).contains("5");
    await()
        .untilAsserted(
            () ->
                assertThat(reasons()).containsExactly(DoorReason.HANDSHAKE, DoorReason.HANDSHAKE));
  }

  @Test
  void without_a_limit_any_rate_is_granted() throws Exception {
    open(new Admission(NOBODY, null, List.of("*")));

    HttpResponse<String> answer =
        open.send(question().header("WebHook-Request-Origin", "anybody.example"));

    assertThat(answer.headers().firstValue("webhook-allowed-origin")).contains("anybody.example");
    assertThat(answer.headers().firstValue("webhook-allowed-rate")).contains("*");
  }

  @Test
  void an_origin_that_is_not_named_gets_neither_header() throws Exception {
    open(new Admission(NOBODY, null, List.of("eventgrid.azure.net")));

    HttpResponse<String> answer =
        open.send(question().header("WebHook-Request-Origin", "evil.example"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("webhook-allowed-origin")).isEmpty();
    assertThat(answer.headers().firstValue("webhook-allowed-rate")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "1.5", "99999999999999999999"})
  void a_rate_that_is_no_number_above_0_is_answered_400(String rate) throws Exception {
    open(new Admission(NOBODY, null, List.of("*")));

    HttpResponse<String> answer =
        open.send(
            question()
                .header("WebHook-Request-Origin", "a.example")
                .header("WebHook-Request-Rate", rate));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("WebHook-Request-Rate");
  }

  @Test
  void a_question_without_origin_is_answered_400_and_without_origins_405() throws Exception {
    open(new Admission(NOBODY, null, List.of("*")));
    assertThat(open.send(question()).statusCode()).isEqualTo(400);
    open.close();

    open(Admission.OPEN);
    HttpResponse<String> answer =
        open.send(question().header("WebHook-Request-Origin", "a.example"));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).contains("POST");
  }
}
