package dev.serai.source.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.source.scheme.Purpose.Delivery;
import dev.serai.source.scheme.Purpose.Handshake;
import dev.serai.source.scheme.Purpose.Ping;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What verified requests are for, sender by sender. */
class SendersTest {

  private static final String WHSEC = "whsec_" + "QUJD".repeat(8);

  private static Scheme scheme(String name) {
    return Schemes.named(name, List.of(name.equals("basic") ? "u:p" : WHSEC));
  }

  private static Purpose purpose(String scheme, Map<String, String> headers, String body) {
    return scheme(scheme).purpose(request(headers, body));
  }

  private static SignedRequest request(Map<String, String> headers, String body) {
    return new SignedRequest(headers, "", body.getBytes(UTF_8), Instant.EPOCH);
  }

  private static String id(String scheme, Map<String, String> headers, String body) {
    return ((Delivery) purpose(scheme, headers, body)).id();
  }

  @ParameterizedTest
  @CsvSource({
    "github, x-github-delivery, x-github-event",
    "gitlab, idempotency-key, x-gitlab-event",
    "shopify, x-shopify-webhook-id, x-shopify-topic",
    "shopify, shopify-webhook-id, shopify-topic",
    "bearer, idempotency-key, x-gitlab-event",
    "basic, webhook-id, circleci-event-type",
    "hmac, x-outpost-event-id, x-outpost-topic",
  })
  void ids_and_names_stand_in_headers(String scheme, String idHeader, String nameHeader) {
    Scheme made =
        scheme.equals("hmac")
            ? Schemes.of(new SchemeSettings("hmac", List.of("s"), Map.of("header", "X-S")))
            : scheme(scheme);

    assertThat(made.purpose(request(Map.of(idHeader, "7", nameHeader, "Push Hook"), "{}")))
        .isEqualTo(new Delivery("7", "Push Hook"));
  }

  @Test
  void ids_and_names_of_other_senders_stand_in_the_body() {
    assertThat(
            purpose(
                "stripe", Map.of(), "{\"id\":\"evt_1\",\"data\":{\"id\":\"x\"},\"type\":\"a.b\"}"))
        .isEqualTo(new Delivery("evt_1", "a.b"));
    assertThat(purpose("circleci", Map.of(), "{\"type\":\"job-completed\",\"id\":\"u-1\"}"))
        .isEqualTo(new Delivery("u-1", "job-completed"));
    assertThat(
            purpose(
                "slack",
                Map.of("content-type", "application/json"),
                "{\"event\":{\"type\":\"message\",\"event_id\":\"no\"},\"type\":\"event_callback\",\"event_id\":\"Ev1\"}"))
        .isEqualTo(new Delivery("Ev1", "message"));
    assertThat(purpose("standard-webhooks", Map.of("webhook-id", "msg_1"), "{\"type\":\"t\"}"))
        .isEqualTo(new Delivery("msg_1", "t"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gitlab", "shopify", "stripe", "circleci", "slack", "basic", "bearer"})
  void without_an_id_the_same_bytes_are_the_same_delivery(String scheme) {
    String one = id(scheme, Map.of(), "{\"a\":1}");

    assertThat(one).startsWith("sha256:").isEqualTo(id(scheme, Map.of(), "{\"a\":1}"));
    assertThat(id(scheme, Map.of(), "{\"a\":2}")).isNotEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "\u0000",
        "{\"id\":7}",
        "{\"id\":\"\"}",
        "[[[[[[",
        "\"id\""
      })
  void a_body_that_has_no_id_to_read_is_known_by_its_bytes(String body) {
    assertThat(id("stripe", Map.of(), body)).startsWith("sha256:");
  }

  @Test
  void a_body_nested_without_end_is_known_by_its_bytes() {
    assertThat(id("stripe", Map.of(), "{\"a\":" + "[".repeat(500_000))).startsWith("sha256:");
  }

  @Test
  void the_uuids_that_gitlab_makes_for_every_sending_are_no_ids() {
    Map<String, String> headers = Map.of("x-gitlab-webhook-uuid", "1", "x-gitlab-event-uuid", "2");

    assertThat(id("gitlab", headers, "{}")).startsWith("sha256:");
  }

  @Test
  void senders_that_only_try_the_address_are_known() {
    assertThat(purpose("github", Map.of("x-github-event", "ping"), "{}")).isEqualTo(new Ping());
    assertThat(purpose("circleci", Map.of(), "{\"id\":\"1\",\"type\":\"ping\"}"))
        .isEqualTo(new Ping());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer", "basic", "none", "standard-webhooks"})
  void a_github_ping_means_nothing_to_other_senders(String scheme) {
    Map<String, String> headers = Map.of("x-github-event", "ping", "webhook-id", "7");

    assertThat(id(scheme, headers, "{\"real\":1}")).isEqualTo("7");
  }

  @Test
  void slack_gets_its_challenge_back_and_nothing_else_of_it() {
    Purpose purpose =
        purpose(
            "slack",
            Map.of("content-type", "application/json"),
            "{\"token\":\"t\",\"challenge\":\"3e\\\"\\n<b>\",\"type\":\"url_verification\"}");

    assertThat(purpose)
        .isEqualTo(new Handshake("application/json", "{\"challenge\":\"3e\\\"\\n<b>\"}"));
  }

  @Test
  void slack_commands_and_interactions_come_as_forms() {
    Map<String, String> form = Map.of("content-type", "application/x-www-form-urlencoded");
    Scheme slack = scheme("slack");
    SignedRequest interaction = request(form, "payload=%7B%22a%22%3A1%7D");
    SignedRequest command = request(form, "command=%2Fbuild&text=payload%3D");

    assertThat(slack.purpose(interaction))
        .isInstanceOfSatisfying(
            Delivery.class, each -> assertThat(each.event()).isEqualTo("interaction"));
    assertThat(slack.payload(interaction)).isEqualTo("{\"a\":1}".getBytes(UTF_8));
    assertThat(slack.purpose(command))
        .isInstanceOfSatisfying(
            Delivery.class, each -> assertThat(each.event()).isEqualTo("command"));
    assertThat(slack.payload(command))
        .isEqualTo("{\"command\":\"/build\",\"text\":\"payload=\"}".getBytes(UTF_8));
    assertThatThrownBy(() -> slack.payload(request(form, "command=a&command=b")))
        .hasMessage("The form has more than one field 'command'; send it once");
    assertThat(slack.payload(request(form, "command=%2F%22%0A&text&&empty=")))
        .isEqualTo("{\"command\":\"/\\\"\\n\",\"text\":\"\",\"empty\":\"\"}".getBytes(UTF_8));
    assertThat(slack.isQuiet()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer", "basic", "none"})
  void event_grid_gets_its_code_back(String scheme) {
    Purpose purpose =
        purpose(
            scheme,
            Map.of("aeg-event-type", "SubscriptionValidation"),
            "[{\"id\":\"1\",\"data\":{\"validationCode\":\"c-1\",\"validationUrl\":\"https://x\"},"
                + "\"eventType\":\"Microsoft.EventGrid.SubscriptionValidationEvent\"}]");

    assertThat(purpose)
        .isEqualTo(new Handshake("application/json", "{\"validationResponse\":\"c-1\"}"));
  }

  @Test
  void event_grid_deliveries_are_known_by_their_event_when_there_is_one() {
    Map<String, String> headers = Map.of("aeg-event-type", "Notification");

    assertThat(purpose("bearer", headers, "[{\"eventType\":\"B\",\"id\":\"1\",\"data\":{}}]"))
        .isEqualTo(new Delivery("1", "B"));
    assertThat(id("bearer", headers, "[{\"id\":\"1\"},{\"id\":\"2\"}]")).startsWith("sha256:");
    assertThat(purpose("github", headers, "[]")).isEqualTo(new Delivery(null, ""));
  }

  @Test
  void a_described_sender_has_headers_of_its_own() {
    Scheme scheme =
        Schemes.of(
            new SchemeSettings(
                "hmac",
                List.of("s"),
                Map.of("header", "X-S", "idHeader", "X-Id", "eventHeader", "X-Kind")));

    assertThat(
            scheme.purpose(
                request(Map.of("x-id", "7", "x-kind", "k", "idempotency-key", "8"), "{}")))
        .isEqualTo(new Delivery("7", "k"));
  }
}
