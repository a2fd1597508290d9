package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredNormalizerTest {

  private static final String[] LINES = {
    "form: payload",
    "defaults:",
    "  source: .shop",
    "  data: {total: .total, lines: [.first, .second], note: \"a \\\"quoted\\\" one\"}",
    "events:",
    "  order:",
    "    type: shop.order.{.state}",
    "    subject: .id",
    "    time: .at",
    "  parcels:",
    "    rules:",
    "      - when: .none",
    "        ignore: parcels {.missing}",
    "      - type: shop.parcel",
    "        each: {parcel: .parcels}",
    "        key: $parcel.code",
    "        subject: $parcel.code",
    "        require: [$parcel.weight]",
    "        data: {weight: $parcel.weight}",
    "      ",
    "  items:",
    "    rules:",
    "      - type: shop.item",
    "        each: {item: .items}",
    "        let: {name: $item.name}",
    "        data: {name: $name}"
  };

  private final Normalizer shop = Samples.declared(LINES);

  @Test
  void text_that_says_nothing_is_null_and_leaves_lists() {
    CloudEvent event = only("order", "{'shop':'s','state':'new','total':'','second':2}");

    assertThat(data(event))
        .isEqualTo("{\"total\":null,\"lines\":[2],\"note\":\"a \\\"quoted\\\" one\"}");
    assertThat(event.getSubject()).isNull();
  }

  @Test
  void without_a_time_the_time_of_receipt_stands() {
    CloudEvent event = only("order", "{'shop':'s','state':'new'}");

    assertThat(event.getTime().toInstant()).isEqualTo(Samples.RECEIVED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'2026-05-12T11:02:10+02:00'  | 2026-05-12T09:02:10Z",
        "'2026-05-12T09:02:10.000Z'   | 2026-05-12T09:02:10Z",
        "'2026-05-12 11:02:10 +0200'  | 2026-05-12T09:02:10Z",
        "'2016-08-12 15:26:29 UTC'    | 2016-08-12T15:26:29Z",
        "1778577644                   | 2026-05-12T09:20:44Z",
        "1778577644123                | 2026-05-12T09:20:44.123Z",
        "'0001-01-01T00:00:00Z'       | 0001-01-01T00:00:00Z"
      })
  void times_are_read_as_senders_write_them(String at, String time) {
    CloudEvent event = only("order", "{'shop':'s','state':'new','at':" + at + "}");

    assertThat(event.getTime().toInstant()).isEqualTo(time);
    assertThat(event.getTime().getOffset().getTotalSeconds()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'yesterday'",
        "'2026-05-12'",
        "'2026-05-12T09:02:10'",
        "'2018-04-25 20:42:10'",
        "'2026-13-12T09:02:10Z'",
        "'+12026-05-12T09:02:10Z'",
        "1e3",
        "9223372036854775807",
        "true",
        "[]"
      })
  void what_is_no_time_is_malformed(String at) {
    assertMalformed(
        ".at (acme.yaml:9:11) is no time:", "order", "{'shop':'s','state':'new','at':" + at + "}");
  }

  @Test
  void each_element_is_an_event_named_by_its_key() {
    List<CloudEvent> events =
        events("parcels", "{'shop':'s','parcels':[{'code':7,'weight':1},{'code':'b','weight':2}]}");

    assertThat(events)
        .extracting(CloudEvent::getId)
        .containsExactly(Samples.DELIVERY + "/7", Samples.DELIVERY + "/b");
    assertThat(events).extracting(CloudEvent::getSubject).containsExactly("7", "b");
    assertThat(events)
        .extracting(DeclaredNormalizerTest::data)
        .allSatisfy(data -> assertThat(data).startsWith("{\"total\":null,\"lines\":[],"))
        .extracting(data -> data.substring(data.indexOf("\"weight")))
        .containsExactly("\"weight\":1}", "\"weight\":2}");
  }

  @Test
  void without_a_key_the_index_names_an_element() {
    List<CloudEvent> events = events("items", "{'shop':'s','items':[{'name':'x'},{}]}");

    assertThat(events)
        .extracting(CloudEvent::getId)
        .containsExactly(Samples.DELIVERY + "/0", Samples.DELIVERY + "/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'shop':'s'}", "{'shop':'s','items':null}", "{'shop':'s','items':[]}"})
  void no_elements_are_no_events(String body) {
    Normalized normalized = shop.normalize(message("items", body));

    assertThat(normalized).isEqualTo(new Normalized.Ignored(".items is empty"));
  }

  @Test
  void elements_that_cannot_be_told_apart_are_malformed() {
    assertMalformed(
        "$parcel.code (acme.yaml:16:14) is \"a\" twice",
        "parcels",
        "{'shop':'s','parcels':[{'code':'a','weight':1},{'code':'a','weight':1}]}");
    assertMalformed(
        "$parcel.code (acme.yaml:16:14) is missing in this parcels",
        "parcels",
        "{'shop':'s','parcels':[{'weight':1}]}");
  }

  @Test
  void more_events_than_the_limit_are_malformed() {
    String items =
        IntStream.rangeClosed(0, EventsOfRule.MOST_EVENTS)
            .mapToObj(i -> "{}")
            .collect(Collectors.joining(",", "[", "]"));

    assertMalformed(
        ".items (acme.yaml:24:22) has 4097 elements, at most 4096",
        "items",
        "{'shop':'s','items':" + items + "}");
  }

  @Test
  void what_an_event_requires_must_be_there() {
    assertMalformed(".shop (acme.yaml:3:11) is missing in this order", "order", "{'state':'new'}");
    assertMalformed(".state (acme.yaml:7:11) is missing", "order", "{'shop':'s'}");
    assertMalformed(
        "$parcel.weight (acme.yaml:18:19) is missing in this parcels",
        "parcels",
        "{'shop':'s','parcels':[{'code':'a'}]}");
  }

  @Test
  void values_of_the_wrong_kind_are_malformed() {
    assertMalformed(
        ".id (acme.yaml:8:14) must be text, it is: object",
        "order",
        "{'shop':'s','state':'new','id':{}}");
    assertMalformed(
        ".items (acme.yaml:24:22) must be an array, it is: string",
        "items",
        "{'shop':'s','items':'many'}");
  }

  @Test
  void attributes_against_the_specification_are_malformed() {
    assertMalformed("this order makes no valid event: ", "order", "{'shop':'a b','state':'new'}");
    assertMalformed(
        "this order makes no valid event: ", "order", "{'shop':'s','state':'new','id':'\\u0007'}");
  }

  @Test
  void an_event_that_is_not_declared_is_ignored_but_must_be_json() {
    assertThat(shop.normalize(message("refund", "{'a':1}")))
        .isEqualTo(new Normalized.Ignored("nothing is declared for refund"));
    assertMalformed("the body is no valid JSON", "refund", "{'a':");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void a_message_without_event_name_or_delivery_id_is_malformed(String nothing) {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(
            () ->
                shop.normalize(new RawMessage("c", "d", nothing, Map.of(), body, Samples.RECEIVED)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessage("the message has no event name");
    assertThatThrownBy(
            () ->
                shop.normalize(new RawMessage("c", nothing, "o", Map.of(), body, Samples.RECEIVED)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessage("the message has no delivery id");
  }

  @Test
  void a_message_in_a_form_is_read_from_its_field() {
    CloudEvent event =
        form(
            "x=1&payload=%7B%22shop%22%3A%22s%22,%22id%22:%22caf%C3%A9%22%2C%22state%22:+%22new%22}");

    assertThat(event.getSubject()).isEqualTo("café");
  }

  @Test
  void a_form_without_the_field_or_with_bad_escapes_is_malformed() {
    assertThatThrownBy(() -> form("xpayload={}&other=1"))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessage("the form has no field \"payload\"");
    assertThatThrownBy(() -> form("payload=%7"))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageStartingWith("the form is badly encoded: ");
    assertThatThrownBy(() -> form("payload=%7B%22a%22:%22%E9%22%7D"))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageStartingWith("the body is no UTF-8 text");
  }

  private CloudEvent form(String body) {
    RawMessage message =
        new RawMessage(
            "c",
            "d",
            "order",
            Map.of("content-type", "Application/X-WWW-Form-Urlencoded; charset=utf-8"),
            body.getBytes(StandardCharsets.UTF_8),
            Samples.RECEIVED);
    return ((Normalized.Events) shop.normalize(message)).events().get(0);
  }

  private CloudEvent only(String event, String body) {
    List<CloudEvent> events = events(event, body);
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private List<CloudEvent> events(String event, String body) {
    return ((Normalized.Events) shop.normalize(message(event, body))).events();
  }

  private static RawMessage message(String event, String body) {
    return Samples.message(event, body.replace('\'', '"'));
  }

  private static String data(CloudEvent event) {
    return new String(event.getData().toBytes(), StandardCharsets.UTF_8);
  }

  private void assertMalformed(String problem, String event, String body) {
    assertThatThrownBy(() -> shop.normalize(message(event, body)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(problem);
  }
}
