package dev.serai.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.source.WebhookConnector.Duplicates;
import dev.serai.source.WebhookConnector.Kind;
import dev.serai.source.WebhookOutcome.Accepted;
import dev.serai.source.WebhookOutcome.Ignored;
import dev.serai.source.scheme.SchemeSettings;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookDoorTest {

  private static final String NEW_SECRET = "the one that replaces it";

  private OpenDoor open;
  private Door.Registration registration;

  @BeforeAll
  void open() {
    open =
        OpenDoor.with(
            OpenDoor.settings(),
            WebhookConnector.webhook("github", "github", OpenDoor.SECRET, NEW_SECRET, ""),
            new WebhookConnector(
                "strict",
                Kind.WEBHOOK,
                new SchemeSettings("github", List.of(OpenDoor.SECRET)),
                20,
                Duplicates.CONFLICT,
                Admission.OPEN),
            WebhookConnector.webhook("free", "none"));
  }

  @Test
  void a_delivery_id_is_no_longer_than_256_bytes() throws Exception {
    try (OpenDoor own = OpenDoor.github()) {
      assertThat(own.send(own.delivery("i".repeat(256), "{}")).statusCode()).isEqualTo(202);

      for (String id : List.of("i".repeat(257), "i".repeat(20_000))) {
        HttpResponse<String> answer = own.send(own.delivery(id, "{}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("urn:serai:problem:malformed", "longer than 256 bytes");
      }
      assertThat(own.handled).hasSize(1);
    }
    assertThat(Lengths.exceed("\u00fc".repeat(128), Lengths.DELIVERY_ID)).isFalse();
    assertThat(Lengths.exceed("\u00fc".repeat(129), Lengths.DELIVERY_ID)).isTrue();
  }

  @Test
  void a_connector_whose_largest_body_never_fits_is_refused_at_the_start() {
    WebhookConnector greedy =
        new WebhookConnector(
            "greedy",
            Kind.WEBHOOK,
            new SchemeSettings("none", List.of()),
            30_000_000,
            Duplicates.OK,
            Admission.OPEN);
    DoorSettings settings =
        OpenDoor.settings().withLimits(new DoorSettings.Limits(1024, 1024, 1, 20_000_000, 1));

    assertThatThrownBy(() -> OpenDoor.with(settings, greedy))
        .hasMessage(
            "connector 'greedy': maxBytes (30000000) is more than maxInFlightBytes (20000000), so no body of that size would ever be let in; raise maxInFlightBytes or lower maxBytes");
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

  @AfterEach
  void unregister() {
    if (registration != null) {
      registration.close();
    }
  }

  @Test
  void a_signed_delivery_is_answered_202_and_handed_on_byte_for_byte() throws Exception {
    gives(new Accepted(1, 0));
    String body = "{ \"zen\" : \"Käse\\r\\n\" }\r\n\0";
    Instant before = Instant.now();

    HttpResponse<String> answer = open.send(open.delivery("d-1", body));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"status\":\"accepted\",\"events\":1}");
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    WebhookRequest handed = handed();
    assertThat(handed.body()).isEqualTo(body.getBytes(UTF_8));
    assertThat(handed.connector()).isEqualTo("github");
    assertThat(handed.deliveryId()).isEqualTo("d-1");
    assertThat(handed.event()).isEqualTo("push");
    assertThat(handed.receivedAt()).isBetween(before, Instant.now());
    assertThat(handed.headers()).containsEntry("x-github-event", "push");
  }

  @Test
  void the_answer_waits_until_the_events_are_durable() throws Exception {
    CompletableFuture<WebhookOutcome> durable = new CompletableFuture<>();
    CompletableFuture<Void> handling = new CompletableFuture<>();
    registration =
        open.door.register(
            "github",
            request -> {
              handling.complete(null);
              return durable;
            });

    CompletableFuture<HttpResponse<String>> answer = open.sendAsync(open.delivery("d-1", "{}"));
    handling.join();
    assertThat(answer).isNotDone();
    assertThat(open.told).isEmpty();
    durable.complete(new Accepted(2, 1));

    assertThat(answer.join().statusCode()).isEqualTo(202);
    assertThat(answer.join().body())
        .isEqualTo("{\"status\":\"accepted\",\"events\":2,\"duplicates\":1}");
  }

  @Test
  void each_live_secret_verifies() throws Exception {
    gives(new Accepted(1, 0));

    for (String secret : List.of(OpenDoor.SECRET, NEW_SECRET)) {
      HttpRequest.Builder delivery =
          open.delivery("d-1", "{}")
              .setHeader("X-Hub-Signature-256", OpenDoor.signature(secret, "{}"));
      assertThat(open.send(delivery).statusCode()).isEqualTo(202);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha256=757107ea",
        "sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha1=7d38cdd689735b008b3c702edd92eea23791c5f6",
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
      })
  void every_wrong_signature_gets_the_same_401_as_a_missing_one(String signature) throws Exception {
    gives(new Accepted(1, 0));
    HttpRequest.Builder unsigned =
        open.to("/webhooks/github")
            .header("Content-Type", "application/json")
            .header("X-GitHub-Delivery", "d-1")
            .header("X-Hub-Signature", "sha1=7d38cdd689735b008b3c702edd92eea23791c5f6")
            .POST(BodyPublishers.ofString("{}"));
    HttpResponse<String> missing = open.send(unsigned);

    HttpResponse<String> wrong =
        open.send(open.delivery("d-1", "{}").setHeader("X-Hub-Signature-256", signature));

    assertThat(missing.statusCode()).isEqualTo(401);
    assertThat(missing.headers().firstValue("www-authenticate")).contains("X-Hub-Signature-256");
    assertThat(new JsonObject(missing.body()).getMap())
        .containsEntry("type", "urn:serai:problem:bad-signature")
        .containsEntry("title", "Not authenticated")
        .containsEntry("status", 401)
        .extractingByKey("detail")
        .asString()
        .contains("verify.secrets");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo(missing.body());
    assertThat(wrong.headers().map()).isEqualTo(missing.headers().map());
    assertThat(open.handled).isEmpty();
    await()
        .untilAsserted(
            () ->
                assertThat(reasons())
                    .containsExactly(DoorReason.MISSING_SIGNATURE, DoorReason.BAD_SIGNATURE));
  }

  @Test
  void a_ping_is_answered_by_the_door_itself_once_it_is_verified() throws Exception {
    HttpRequest.Builder ping = open.delivery("d-1", "{}").setHeader("X-GitHub-Event", "ping");

    HttpResponse<String> answer = open.send(ping);
    HttpResponse<String> unsigned = open.send(ping.setHeader("X-Hub-Signature-256", "sha256=00"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ignored\",\"reason\":\"ping\"}");
    assertThat(unsigned.statusCode()).isEqualTo(401);
    await()
        .untilAsserted(
            () -> assertThat(reasons()).containsExactly(DoorReason.PING, DoorReason.BAD_SIGNATURE));
  }

  @Test
  void a_delivery_without_id_is_answered_400_because_a_resend_could_not_be_told() throws Exception {
    gives(new Accepted(1, 0));

    HttpResponse<String> answer = open.send(open.delivery(" ", "{}"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(detail(answer)).contains("no delivery id", "proxy");
    assertThat(open.handled).isEmpty();
  }

  @Test
  void a_duplicate_is_answered_as_its_connector_says() throws Exception {
    gives(new Accepted(0, 3));
    HttpResponse<String> lenient = open.send(open.delivery("d-1", "{}"));
    registration.close();
    registration =
        open.door.register(
            "strict", request -> CompletableFuture.completedFuture(new Accepted(0, 3)));
    HttpResponse<String> strict =
        open.send(open.delivery("d-1", "{}").uri(open.at("/webhooks/strict")));

    assertThat(lenient.statusCode()).isEqualTo(200);
    assertThat(lenient.body()).isEqualTo("{\"status\":\"duplicate\"}");
    assertThat(strict.statusCode()).isEqualTo(409);
    assertThat(new JsonObject(strict.body()).getString("type"))
        .isEqualTo("urn:serai:problem:duplicate");
    await()
        .untilAsserted(
            () ->
                assertThat(reasons()).containsExactly(DoorReason.DUPLICATE, DoorReason.DUPLICATE));
  }

  @Test
  void a_delivery_that_gives_no_event_is_answered_200_with_the_reason() throws Exception {
    gives(new Ignored("no rule for \"star\""));

    HttpResponse<String> answer = open.send(open.delivery("d-1", "{}"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("{\"status\":\"ignored\",\"reason\":\"no rule for \\\"star\\\"\"}");
    await().untilAsserted(() -> assertThat(reasons()).containsExactly(DoorReason.IGNORED));
  }

  @Test
  void a_refusal_keeps_its_status_message_and_waiting_time() throws Exception {
    failsWith(
        new RefusedException(
            503, "busy", "the bus is full", Duration.ofMillis(2100), new Throwable("inside")));

    HttpResponse<String> answer = open.send(open.delivery("d-1", "{}"));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).contains("3");
    assertThat(detail(answer)).isEqualTo("the bus is full");
    await().untilAsserted(() -> assertThat(reasons()).containsExactly(DoorReason.BUSY));
  }

  @Test
  void a_refusal_for_a_reason_of_the_handlers_own_is_counted_as_refused() throws Exception {
    failsWith(new RefusedException(422, "no-such-shop", "there is no shop 7", null, null));

    HttpResponse<String> answer = open.send(open.delivery("d-1", "{}"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("retry-after")).isEmpty();
    await().untilAsserted(() -> assertThat(reasons()).containsExactly(DoorReason.REFUSED));
  }

  @Test
  void any_other_failure_is_answered_503_and_tells_nothing_of_inside() throws Exception {
    failsWith(new IllegalStateException("password=hunter2"));
    HttpResponse<String> failed = open.send(open.delivery("d-1", "{}"));
    registration.close();
    registration =
        open.door.register(
            "github",
            request -> {
              throw new LinkageError("password=hunter2");
            });
    HttpResponse<String> thrown = open.send(open.delivery("d-1", "{}"));
    registration.close();
    registration = open.door.register("github", request -> null);
    HttpResponse<String> nothing = open.send(open.delivery("d-1", "{}"));

    assertThat(List.of(failed, thrown, nothing))
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(503);
              assertThat(answer.headers().firstValue("retry-after")).isPresent();
              assertThat(answer.body()).doesNotContain("hunter2", "Exception", "Error");
              assertThat(new JsonObject(answer.body()).getString("instance"))
                  .matches("urn:serai:failure:[0-9a-f]+");
            });
    await().untilAsserted(() -> assertThat(reasons()).containsOnly(DoorReason.FAILED));
  }

  @Test
  void a_connector_without_a_route_is_answered_503_until_a_route_holds_it() throws Exception {
    HttpResponse<String> before = open.send(open.delivery("d-1", "{}"));
    gives(new Accepted(1, 0));
    HttpResponse<String> held = open.send(open.delivery("d-1", "{}"));
    registration.close();
    HttpResponse<String> after = open.send(open.delivery("d-1", "{}"));

    assertThat(before.statusCode()).isEqualTo(503);
    assertThat(before.headers().firstValue("retry-after")).contains("5");
    assertThat(detail(before)).contains("No route", "'github'");
    assertThat(held.statusCode()).isEqualTo(202);
    assertThat(after.statusCode()).isEqualTo(503);
    await()
        .untilAsserted(
            () ->
                assertThat(reasons())
                    .containsExactly(
                        DoorReason.NOT_RUNNING, DoorReason.ACCEPTED, DoorReason.NOT_RUNNING));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhooks/gitlab",
        "/webhooks/",
        "/webhooks/github/",
        "/webhooks/GitHub",
        "/webhooks/git%68ub",
        "/webhooks/x/../github",
        "/webhooks/%2e%2e/webhooks/github",
        "/webhooks/github%00",
        "/webhooks/github%0d%0aX-Injected:%201",
        "/webhooks/github;a=b",
        "/events",
        "/events/github",
      })
  void only_the_exact_name_of_a_connector_leads_to_it(String path) throws Exception {
    gives(new Accepted(1, 0));

    HttpResponse<String> answer = open.send(open.delivery("d-1", "{}").uri(open.at(path)));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("x-injected")).isEmpty();
    assertThat(detail(answer)).contains("connectors.yaml");
    assertThat(open.told)
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.reason()).isEqualTo(DoorReason.UNKNOWN_CONNECTOR);
              assertThat(told.connector()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "OPTIONS", "DELETE", "PROPFIND"})
  void other_methods_than_post_are_answered_405_with_what_is_allowed(String method)
      throws Exception {
    HttpResponse<String> answer =
        open.send(open.to("/webhooks/github").method(method, BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).contains("POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "multipart/form-data; boundary=x", "", "application/jso"})
  void other_content_types_are_answered_415_with_the_accepted_ones(String type) throws Exception {
    gives(new Accepted(1, 0));

    HttpResponse<String> answer =
        open.send(open.delivery("d-1", "{}").setHeader("Content-Type", type));

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(detail(answer)).contains("application/json", "application/x-www-form-urlencoded");
  }

  @Test
  void a_content_type_may_have_parameters_and_capitals() throws Exception {
    gives(new Accepted(1, 0));

    HttpResponse<String> answer =
        open.send(
            open.delivery("d-1", "{}").setHeader("Content-Type", "Application/JSON; charset=x"));

    assertThat(answer.statusCode()).isEqualTo(202);
  }

  @Test
  void a_compressed_body_is_answered_415_instead_of_being_blown_up() throws Exception {
    HttpResponse<String> answer =
        open.send(open.delivery("d-1", "{}").header("Content-Encoding", "gzip"));

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(detail(answer)).contains("Content-Encoding");
  }

  @Test
  void a_form_is_verified_as_it_came_and_its_payload_handed_on_decoded() throws Exception {
    gives(new Accepted(1, 0));
    String event = "{\"ref\": \"refs/heads/ä+b&c=d%\"}";
    String form = "x=1&payload=" + URLEncoder.encode(event, UTF_8);

    HttpResponse<String> answer = open.send(form("d-1", form));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(new String(handed().body(), UTF_8)).isEqualTo(event);
    assertThat(handed().headers()).containsEntry("content-type", "application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x=1", "", "payload=%7", "payload=%zz", "payload={}&payload=[]"})
  void a_form_that_cannot_be_read_is_answered_400(String form) throws Exception {
    gives(new Accepted(1, 0));

    HttpResponse<String> answer = open.send(form("d-1", form));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(detail(answer)).contains("'payload'");
    assertThat(open.handled).isEmpty();
  }

  @Test
  void a_connector_may_have_a_limit_of_its_own() throws Exception {
    registration =
        open.door.register(
            "strict", request -> CompletableFuture.completedFuture(new Accepted(1, 0)));

    HttpResponse<String> fits =
        open.send(open.delivery("d-1", "x".repeat(20)).uri(open.at("/webhooks/strict")));
    HttpResponse<String> large =
        open.send(open.delivery("d-1", "x".repeat(21)).uri(open.at("/webhooks/strict")));

    assertThat(fits.statusCode()).isEqualTo(202);
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(detail(large)).contains("larger than 20 bytes");
  }

  @Test
  void headers_that_camel_takes_for_its_own_and_credentials_stay_outside() throws Exception {
    gives(new Accepted(1, 0));

    open.send(
        open.delivery("d-1", "{}")
            .header("CamelExecCommandExecutable", "rm")
            .header("cAmelHttpUri", "http://x")
            .header("org.apache.camel.x", "y")
            .header("Authorization", "Basic eDp5")
            .header("Cookie", "a=b")
            .header("X-Twice", "first")
            .header("X-Twice", "last"));

    assertThat(handed().headers())
        .containsEntry("x-twice", "last")
        .doesNotContainKeys("authorization", "cookie")
        .allSatisfy((name, value) -> assertThat(name).doesNotContain("camel"));
  }

  @Test
  void a_sender_that_asks_first_is_told_to_go_on_or_not() throws Exception {
    gives(new Accepted(1, 0));
    try (RawSender sender = new RawSender(open)) {
      sender.say(RawSender.head("d-1", "{}", "Content-Length: 2", "Expect: 100-continue"));
      assertThat(sender.hear().status()).isEqualTo(100);
      assertThat(sender.say("{}").hear().status()).isEqualTo(202);

      sender.say(RawSender.head("d-1", "{}", "Content-Length: 99999999", "Expect: 100-continue"));
      assertThat(sender.hear().status()).isEqualTo(413);
    }
  }

  @Test
  void scheme_none_lets_everybody_in_and_tells_resends_by_the_body() throws Exception {
    registration =
        open.door.register(
            "free",
            request -> {
              open.handled.add(request);
              return CompletableFuture.completedFuture(new Accepted(1, 0));
            });
    HttpRequest.Builder delivery =
        open.to("/webhooks/free")
            .header("Content-Type", "application/vnd.x+json")
            .POST(BodyPublishers.ofString("{}"));

    open.send(delivery);
    open.send(delivery);
    open.send(delivery.header("Idempotency-Key", "k-1"));

    assertThat(open.handled)
        .extracting(WebhookRequest::deliveryId)
        .containsExactly(
            "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
            "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
            "k-1");
  }

  @Test
  void the_observer_is_told_of_every_answer() throws Exception {
    gives(new Accepted(1, 0));

    open.send(open.delivery("d-1", "{\"a\":1}"));

    assertThat(open.told)
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.connector()).isEqualTo("github");
              assertThat(told.reason()).isEqualTo(DoorReason.ACCEPTED);
              assertThat(told.status()).isEqualTo(202);
              assertThat(told.bytes()).isEqualTo(7);
              assertThat(told.took()).isBetween(Duration.ZERO, Duration.ofSeconds(10));
            });
  }

  private HttpRequest.Builder form(String id, String form) {
    return open.delivery(id, form).setHeader("Content-Type", "application/x-www-form-urlencoded");
  }

  private void gives(WebhookOutcome outcome) {
    registration =
        open.door.register(
            "github",
            request -> {
              open.handled.add(request);
              return CompletableFuture.completedFuture(outcome);
            });
  }

  private void failsWith(Exception failure) {
    registration = open.door.register("github", request -> CompletableFuture.failedFuture(failure));
  }

  private WebhookRequest handed() {
    assertThat(open.handled).hasSize(1);
    return open.handled.element();
  }

  private List<DoorReason> reasons() {
    return open.told.stream().map(OpenDoor.Told::reason).toList();
  }

  private static String detail(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).getString("detail");
  }
}
