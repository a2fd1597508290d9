package dev.serai.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.conformance.SampleEvents;
import dev.serai.event.EventAssertions;
import dev.serai.event.HttpEvents;
import dev.serai.event.HttpEvents.HttpMessage;
import dev.serai.event.HubEvent;
import dev.serai.source.WebhookOutcome.Accepted;
import io.cloudevents.CloudEvent;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
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
class CloudEventsDoorTest {

  private static final String TOKEN = "let me in";
  private static final String EVENT =
      "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}";

  private final Queue<List<CloudEvent>> taken = new ConcurrentLinkedQueue<>();
  private OpenDoor open;
  private Door.Registration registration;

  @BeforeAll
  void open() {
    open =
        OpenDoor.with(
            OpenDoor.settings(),
            WebhookConnector.cloudEvents("events", "bearer", TOKEN),
            WebhookConnector.cloudEvents("partner", "none"));
  }

  @AfterAll
  void close() {
    open.close();
  }

  @BeforeEach
  void register() {
    open.told.clear();
    taken.clear();
    registration = open.door.registerEvents("events", this::take);
  }

  @AfterEach
  void unregister() {
    registration.close();
  }

  private CompletionStage<WebhookOutcome> take(String connector, List<CloudEvent> events) {
    taken.add(events);
    return CompletableFuture.completedFuture(new Accepted(events.size(), 0));
  }

  @Test
  void every_sample_event_comes_in_unchanged_in_binary_and_structured_mode() throws Exception {
    for (HubEvent sample : SampleEvents.all()) {
      EventAssertions.assertSameInBinaryMode(comesIn(HttpEvents.writeBinary(sample)), sample);
      EventAssertions.assertSameInJson(comesIn(HttpEvents.writeStructured(sample)), sample);
    }
  }

  private CloudEvent comesIn(HttpMessage message) throws Exception {
    taken.clear();
    HttpResponse<String> answer = open.send(post("/events", message));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(taken).hasSize(1);
    assertThat(taken.element()).hasSize(1);
    return taken.element().get(0);
  }

  @Test
  void a_batch_is_handed_on_as_a_whole_in_its_order() throws Exception {
    HttpMessage batch = HttpEvents.writeBatch(List.copyOf(SampleEvents.all()));

    HttpResponse<String> answer = open.send(post("/events", batch));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(new JsonObject(answer.body()).getInteger("events"))
        .isEqualTo(SampleEvents.all().size());
    assertThat(taken).hasSize(1);
    assertThat(taken.element())
        .extracting(CloudEvent::getId)
        .containsExactlyElementsOf(SampleEvents.all().stream().map(CloudEvent::getId).toList());
  }

  @Test
  void an_invalid_member_refuses_the_whole_batch_and_is_named() throws Exception {
    HttpResponse<String> answer =
        open.send(
            structured("application/cloudevents-batch+json", "[" + EVENT + ",{\"id\":\"2\"}]"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(detail(answer)).contains("1", "specversion");
    assertThat(taken).isEmpty();
  }

  @Test
  void an_empty_batch_is_accepted_with_nothing_to_do() throws Exception {
    HttpResponse<String> answer = open.send(structured("application/cloudevents-batch+json", "[]"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"status\":\"accepted\",\"events\":0}");
    assertThat(taken).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"id\":\"1\"}", "\"text\"", "", "{\"id\":1,\"id\":2}"})
  void what_is_no_event_is_answered_400_with_the_codecs_words(String body) throws Exception {
    HttpResponse<String> answer = open.send(structured("application/cloudevents+json", body));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(detail(answer)).isNotBlank();
    assertThat(new JsonObject(answer.body()).getString("type"))
        .isEqualTo("urn:serai:problem:malformed");
    assertThat(taken).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "source"})
  void an_attribute_by_which_an_event_is_known_is_no_longer_than_1024_bytes(String name)
      throws Exception {
    JsonObject event = new JsonObject(EVENT);
    String fits = event.put(name, "x".repeat(1024)).encode();
    String tooLong = event.put(name, "x".repeat(1025)).encode();

    assertThat(open.send(structured("application/cloudevents+json", fits)).statusCode())
        .isEqualTo(202);
    HttpResponse<String> answer = open.send(structured("application/cloudevents+json", tooLong));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(detail(answer)).contains("'" + name + "' is longer than 1024 bytes");
  }

  @Test
  void json_nested_deeper_than_any_stack_is_answered_400() throws Exception {
    String deep = "[".repeat(500_000) + "]".repeat(500_000);

    HttpResponse<String> answer =
        open.send(
            structured(
                "application/cloudevents+json",
                EVENT.substring(0, EVENT.length() - 1) + ",\"data\":" + deep + "}"));

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents+xml",
        "application/cloudevents+json; charset=utf-16",
        "application/json",
        "text/plain"
      })
  void media_types_that_are_not_understood_are_answered_415(String type) throws Exception {
    HttpResponse<String> answer = open.send(structured(type, EVENT));

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(detail(answer)).contains("application/cloudevents+json");
    assertThat(taken).isEmpty();
  }

  @Test
  void a_binary_event_may_have_no_data_and_no_content_type() throws Exception {
    HttpResponse<String> answer =
        open.send(
            authorized(open.to("/events"))
                .header("ce-specversion", "1.0")
                .header("ce-id", "1")
                .header("ce-source", "/s")
                .header("ce-type", "t")
                .POST(BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(taken.element().get(0).getData()).isNull();
  }

  @Test
  void a_repeated_attribute_is_not_quietly_reduced_to_its_last_value() throws Exception {
    HttpResponse<String> answer =
        open.send(
            authorized(open.to("/events"))
                .header("ce-specversion", "1.0")
                .header("ce-id", "1")
                .header("ce-id", "2")
                .header("ce-source", "/s")
                .header("ce-type", "t")
                .POST(BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void the_token_comes_in_the_header_or_in_the_query() throws Exception {
    HttpRequest.Builder event =
        open.to("/events?access_token=let%20me+in")
            .header("Content-Type", "application/cloudevents+json")
            .POST(BodyPublishers.ofString(EVENT));

    assertThat(open.send(event).statusCode()).isEqualTo(202);
    assertThat(open.send(event.header("Authorization", "Bearer wrong")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void without_the_token_the_answer_is_401_with_the_challenge() throws Exception {
    HttpResponse<String> answer =
        open.send(
            open.to("/events")
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofString(EVENT)));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer realm=\"serai\"");
    assertThat(taken).isEmpty();
  }

  @Test
  void each_connector_has_its_own_address_and_the_one_named_events_a_short_one_too()
      throws Exception {
    try (Door.Registration partner = open.door.registerEvents("partner", this::take)) {
      HttpMessage event = HttpEvents.writeStructured(SampleEvents.minimal());

      assertThat(open.send(post("/events/partner", event)).statusCode()).isEqualTo(202);
      assertThat(open.send(post("/events/events", event)).statusCode()).isEqualTo(202);
      assertThat(open.send(post("/events", event)).statusCode()).isEqualTo(202);
      assertThat(open.send(post("/events/other", event)).statusCode()).isEqualTo(404);
      assertThat(open.send(post("/webhooks/partner", event)).statusCode()).isEqualTo(404);
      assertThat(partner).isNotNull();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(open.told)
                    .extracting(OpenDoor.Told::connector)
                    .containsExactly("partner", "events", "events", "", ""));
  }

  @Test
  void duplicates_are_answered_200() throws Exception {
    registration.close();
    registration =
        open.door.registerEvents(
            "events", (name, events) -> CompletableFuture.completedFuture(new Accepted(0, 1)));

    HttpResponse<String> answer = open.send(structured("application/cloudevents+json", EVENT));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"duplicate\"}");
  }

  @Test
  void a_handshake_is_answered_405_with_what_is_allowed_and_grants_nothing() throws Exception {
    HttpResponse<String> answer =
        open.send(
            open.to("/events")
                .header("WebHook-Request-Origin", "eventemitter.example.com")
                .header("WebHook-Request-Callback", "http://127.0.0.1/secret")
                .method("OPTIONS", BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).contains("POST");
    assertThat(answer.headers().firstValue("webhook-allowed-origin")).isEmpty();
  }

  private HttpRequest.Builder structured(String type, String body) {
    return authorized(open.to("/events"))
        .header("Content-Type", type)
        .POST(BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder post(String path, HttpMessage message) {
    HttpRequest.Builder request = authorized(open.to(path));
    message.headers().forEach(request::header);
    return request.POST(BodyPublishers.ofByteArray(message.body()));
  }

  private static HttpRequest.Builder authorized(HttpRequest.Builder request) {
    return request.header("Authorization", "Bearer " + TOKEN);
  }

  private static String detail(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).getString("detail");
  }
}
