package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Senders that tell the event's name, their id or their address elsewhere than others do. */
class NamingTest {

  private static final String[] IN_BODY = {
    "event: first-of(.kind, $event)",
    "id: .key",
    "defaults: {source: \"/shop\", data: {shop: .shop, was: $delivery}}",
    "events:",
    "  order: {type: shop.order, subject: .order.number}",
    "  parcel: {type: shop.parcel, subject: .parcel.code}",
    "  '*': {type: 'shop.{$event}'}"
  };

  private static final String[] FROM_HEADERS = {
    "event: $headers.x-topic",
    "id: $headers.x-id",
    "events:",
    "  orders/create:",
    "    type: shop.order",
    "    source: >-",
    "      \"https://\" + $headers.x-shop",
    "    subject: .id",
    "    data: $body",
    "  '*': {ignore: '{$headers.x-topic} of {$connector}'}"
  };

  private static final String[] ALSO = {
    "defaults: {source: \"/builds\", data: {files: size(.files)}}",
    "events:",
    "  build:",
    "    rules:",
    "      - type: build.done",
    "        let: {own: .name}",
    "        data: {own: $own}",
    "        also:",
    "          - each: {file: .files}",
    "            let: {own: $file.path}",
    "            key: $file.path + \"!\"",
    "            type: file.made",
    "            data: {own: $own}",
    "          - when: .tag",
    "            key: \"tag\"",
    "            type: build.tagged",
    "            subject: .tag"
  };

  @Test
  void a_name_in_the_body_goes_before_the_name_of_the_door() {
    Normalizer shop = Samples.declared(IN_BODY);

    CloudEvent parcel =
        only(shop, "order", "{'parcel':{'code':'P7'},'key':'k-1','kind':'parcel','shop':'s'}");
    CloudEvent order = only(shop, "order", "{'order':{'number':4},'key':'k-2'}");
    CloudEvent other = only(shop, "", "{'kind':'refund','key':'k-3'}");

    assertThat(parcel.getType()).isEqualTo("shop.parcel");
    assertThat(parcel.getSubject()).isEqualTo("P7");
    assertThat(order.getSubject()).isEqualTo("4");
    assertThat(other.getType()).isEqualTo("shop.refund");
  }

  @Test
  void an_id_in_the_body_goes_before_the_delivery_s() {
    Normalizer shop = Samples.declared(IN_BODY);

    CloudEvent known = only(shop, "order", "{'key':'k-1'}");
    CloudEvent unknown = only(shop, "order", "{'key':''}");

    assertThat(known.getId()).isEqualTo("k-1");
    assertThat(data(known)).isEqualTo("{\"shop\":null,\"was\":\"k-1\"}");
    assertThat(unknown.getId()).isEqualTo(Samples.DELIVERY);
  }

  @Test
  void an_id_or_a_name_must_be_text_or_a_number() {
    Normalizer shop = Samples.declared(IN_BODY);

    assertThat(only(shop, "order", "{'key':17}").getId()).isEqualTo("17");
    assertMalformed(shop, "{'key':['k']}", ".key (acme.yaml:2:5) must be text, it is: array");
    assertMalformed(
        shop, "{'kind':{}}", "first-of(.kind, $event) (acme.yaml:1:8) must be text, it is: object");
  }

  @Test
  void a_message_that_nobody_names_is_malformed() {
    Normalizer shop = Samples.declared(IN_BODY);

    assertThatThrownBy(() -> only(shop, "", "{'key':'k'}"))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessage("the message has no event name");
  }

  @Test
  void headers_name_the_event_its_id_and_its_source() {
    Map<String, String> headers =
        Map.of("x-topic", "orders/create", "x-id", " d-1 ", "x-shop", "siraf.example");
    RawMessage message = Samples.message("", headers, json("{'id':1001,'name':'x'}"));

    CloudEvent event = events(Samples.declared(FROM_HEADERS).normalize(message)).get(0);

    assertThat(event.getSource()).hasToString("https://siraf.example");
    assertThat(event.getId()).isEqualTo("d-1");
    assertThat(event.getSubject()).isEqualTo("1001");
  }

  @Test
  void a_header_that_is_not_sent_says_nothing() {
    RawMessage message = Samples.message("tide", Map.of(), json("{}"));

    assertThat(Samples.declared(FROM_HEADERS).normalize(message))
        .isEqualTo(new Normalized.Ignored("(none) of door"));
  }

  @Test
  void one_message_gives_an_event_and_further_ones_of_other_types() {
    Normalizer builds = Samples.declared(ALSO);
    RawMessage message =
        Samples.message(
            "build", json("{'name':'b','files':[{'path':'a.jar'},{'path':'b.jar'}],'tag':'v1'}"));

    List<CloudEvent> events = events(builds.normalize(message));

    assertThat(events)
        .extracting(CloudEvent::getType)
        .containsExactly("build.done", "file.made", "file.made", "build.tagged");
    assertThat(events)
        .extracting(event -> event.getId().replace(Samples.DELIVERY, ""))
        .containsExactly("", "/a.jar!", "/b.jar!", "/tag");
    assertThat(events.stream().map(NamingTest::data).toList())
        .containsExactly(
            "{\"files\":2,\"own\":\"b\"}",
            "{\"files\":2,\"own\":\"a.jar\"}",
            "{\"files\":2,\"own\":\"b.jar\"}",
            "{\"files\":2}");
  }

  @Test
  void further_events_come_only_when_their_rule_holds() {
    List<CloudEvent> events =
        events(Samples.declared(ALSO).normalize(Samples.message("build", json("{'files':[]}"))));

    assertThat(events).extracting(CloudEvent::getType).containsExactly("build.done");
  }

  @Test
  void further_events_with_the_same_key_are_refused() {
    Normalizer builds = Samples.declared(ALSO);

    assertThatThrownBy(
            () ->
                builds.normalize(
                    Samples.message("build", json("{'files':[{'path':'a'},{'path':'a'}]}"))))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessage("$file.path + \"!\" (acme.yaml:11:18) is \"a!\" twice");
  }

  private static void assertMalformed(Normalizer normalizer, String body, String problem) {
    assertThatThrownBy(() -> only(normalizer, "order", body))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessage(problem);
  }

  private static CloudEvent only(Normalizer normalizer, String event, String body) {
    List<CloudEvent> events = events(normalizer.normalize(Samples.message(event, json(body))));
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static List<CloudEvent> events(Normalized normalized) {
    return ((Normalized.Events) normalized).events();
  }

  private static String data(CloudEvent event) {
    return new String(event.getData().toBytes(), StandardCharsets.UTF_8);
  }

  private static byte[] json(String body) {
    return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
