package dev.serai.event;

import static dev.serai.event.EventAssertions.assertSameInBinaryMode;
import static dev.serai.event.EventAssertions.assertSameInJson;
import static dev.serai.event.InvalidEventException.Kind.INVALID_ATTRIBUTE;
import static dev.serai.event.InvalidEventException.Kind.MALFORMED;
import static dev.serai.event.InvalidEventException.Kind.MISSING_ATTRIBUTE;
import static dev.serai.event.InvalidEventException.Kind.UNSUPPORTED_MEDIA_TYPE;
import static dev.serai.event.SampleEventBuilders.valid;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.serai.conformance.SampleEvents;
import dev.serai.event.HttpEvents.HttpMessage;
import dev.serai.event.InvalidEventException.Kind;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEventsTest {

  private static final String[] REQUIRED = {
    "ce-specversion", "1.0", "ce-id", "1", "ce-source", "/s", "ce-type", "t"
  };

  @Test
  void every_sample_is_read_as_it_was_written_in_every_mode() {
    for (HubEvent event : SampleEvents.all()) {
      assertSameInBinaryMode(one(HttpEvents.writeBinary(event)), event);
      assertSameInJson(one(HttpEvents.writeStructured(event)), event);
      assertSameInJson(one(HttpEvents.writeBatch(List.of(event))), event);
    }
  }

  @Test
  void binary_mode_writes_printable_ascii_only() {
    for (HubEvent event : SampleEvents.all()) {
      HttpMessage message = HttpEvents.writeBinary(event);

      assertThat(message.headers().keySet()).allMatch(name -> name.matches("[a-z0-9-]+"));
      message
          .headers()
          .forEach(
              (name, value) ->
                  assertThat(value).matches(name.equals("content-type") ? "[ -~]*" : "[!#-~]*"));
    }
  }

  @Test
  void binary_mode_writes_one_header_per_attribute_and_the_data_as_body() {
    HttpMessage message = HttpEvents.writeBinary(SampleEvents.everyAttribute());

    assertThat(message.headers())
        .containsExactly(
            Map.entry("ce-specversion", "1.0"),
            Map.entry("ce-id", "every-attribute"),
            Map.entry("ce-source", "https://example.org/samples?kind=event"),
            Map.entry("ce-type", "org.example.sample"),
            Map.entry("ce-subject", "build/4711"),
            Map.entry("ce-time", "2026-01-31T23:59:59.000000001+05:30"),
            Map.entry("ce-dataschema", "https://schemas.example.org/order#v2"),
            Map.entry("content-type", "application/json; charset=utf-8"),
            Map.entry("ce-partitionkey", "acme/shop"));
    assertThat(message.body()).asString().isEqualTo("{\"order\":1}");
  }

  @Test
  void an_event_without_data_or_type_has_an_empty_body_and_no_content_type() {
    HttpMessage message = HttpEvents.writeBinary(SampleEvents.minimal());

    assertThat(message.headers()).doesNotContainKey("content-type");
    assertThat(message.body()).isEmpty();
    assertThat(one(message).getData()).isNull();
  }

  @Test
  void data_that_is_a_cloud_event_itself_is_not_written_in_binary_mode() {
    CloudEvent event = valid().dataContentType("Application/CloudEvents+JSON").build();

    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> HttpEvents.writeBinary(event))
        .withMessageContaining("would be taken for structured mode: write it structured");
    assertSameInJson(one(HttpEvents.writeStructured(event)), event);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Euro%20%E2%82%AC%20%F0%9F%98%80 | Euro € 😀",
        "Euro%20%e2%82%ac%20%f0%9f%98%80 | Euro € 😀",
        "%41%42c                         | ABc",
        "%2541                           | %41",
        "a b                             | a b",
        "\"a b\"                         | a b",
        "\"say \\\"hi\\\" \\\\ \\x\"     | say \"hi\" \\ x",
        "\"%22quoted%22\"                | \"quoted\"",
        "say \"hi\"                      | say \"hi\"",
        "%22a%22                         | \"a\"",
      })
  void a_header_is_unquoted_and_then_percent_decoded_once(String header, String value) {
    assertThat(binary("ce-subject", header).getSubject()).isEqualTo(value);
  }

  @Test
  void a_value_is_percent_encoded_in_upper_case() {
    CloudEvent event = valid().subject("Euro € 😀 \"100%\"~").build();

    assertThat(HttpEvents.writeBinary(event).headers())
        .containsEntry("ce-subject", "Euro%20%E2%82%AC%20%F0%9F%98%80%20%22100%25%22~");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "%C0%A0     | ce-subject \"%C0%A0\" is not UTF-8 when its percent signs are decoded",
        "%ED%A0%80  | ce-subject \"%ED%A0%80\" is not UTF-8",
        "%F4%90%80%80 | is not UTF-8",
        "100%       | ce-subject \"100%\" has a % without two hexadecimal digits: send % itself a",
        "%zz        | has a % without two hexadecimal digits",
        "%4         | has a % without two hexadecimal digits",
        "%%34       | has a % without two hexadecimal digits",
        "caf\u00e9  | ce-subject \"caf\\u00E9\" has a character that is not ASCII: percent-encode",
        "\"open     | starts with a quote that does not close at its end",
        "\"a\" b    | starts with a quote that does not close at its end",
        "\"a\\\"    | starts with a quote that does not close at its end",
        "%00        | subject holds the control character U+0000",
        "``         | subject is empty",
      })
  void a_header_that_cannot_be_decoded_is_refused(String header, String message) {
    assertRefused(INVALID_ATTRIBUTE, message, binaryHeaders("ce-subject", header));
  }

  @Test
  void header_names_are_read_in_any_case_and_other_headers_are_left_alone() {
    CloudEvent event =
        one(
            headers(
                "CE-SpecVersion",
                "1.0",
                "Ce-Id",
                "1",
                "cE-SOURCE",
                "/s",
                "ce-Type",
                "t",
                "CE-Ext",
                "x",
                "User-Agent",
                "caf\u00e9",
                "cee-id",
                "2",
                "CONTENT-TYPE",
                " text/plain "),
            "body");

    assertThat(event)
        .isEqualTo(
            HubEvent.builder()
                .id("1")
                .source("/s")
                .type("t")
                .extension("ext", "x")
                .dataContentType("text/plain")
                .data("body".getBytes(UTF_8))
                .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"specversion", "id", "source", "type"})
  void a_required_header_that_is_missing_is_named(String name) {
    List<Map.Entry<String, String>> headers = binaryHeaders();
    headers.removeIf(header -> header.getKey().equals("ce-" + name));

    assertRefused(MISSING_ATTRIBUTE, "ce-" + name + " is missing", headers);
  }

  @Test
  void a_message_that_is_no_cloud_event_at_all_is_told_what_one_needs() {
    assertRefused(
        MISSING_ATTRIBUTE,
        "the request is no CloudEvent: it has no headers ce-specversion, ce-id, ce-source and"
            + " ce-type, and its Content-Type is \"application/json\" instead of"
            + " application/cloudevents+json",
        headers("Content-Type", "application/json"));
    assertRefused(MISSING_ATTRIBUTE, "its Content-Type is missing instead of", headers());
  }

  @Test
  void the_type_of_the_data_is_given_by_content_type_alone() {
    assertRefused(
        INVALID_ATTRIBUTE,
        "ce-datacontenttype must not be sent: its value belongs into Content-Type",
        binaryHeaders("Content-Type", "text/plain", "ce-datacontenttype", "text/plain"));
    assertRefused(
        INVALID_ATTRIBUTE,
        "ce-datacontenttype must not be sent",
        binaryHeaders("CE-DataContentType", "text/plain"));
    assertRefused(
        INVALID_ATTRIBUTE,
        "datacontenttype \"text\" is no media type",
        binaryHeaders("Content-Type", "text"));
  }

  @Test
  void a_header_that_is_sent_twice_is_refused() {
    assertRefused(
        INVALID_ATTRIBUTE, "ce-id is sent more than once", binaryHeaders("CE-ID", "other"));
    assertRefused(
        INVALID_ATTRIBUTE,
        "Content-Type is sent more than once",
        binaryHeaders("Content-Type", "text/plain", "content-type", "text/html"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce-my_ext", "ce-my-ext", "ce-", "ce-a.b"})
  void a_header_that_names_no_attribute_is_refused(String header) {
    assertRefused(
        INVALID_ATTRIBUTE,
        Quoted.of(header.substring(3)) + " is no attribute name",
        binaryHeaders(header, "x"));
  }

  @Test
  void an_attribute_named_data_is_refused() {
    assertRefused(
        INVALID_ATTRIBUTE, "\"data\" is reserved by CloudEvents", binaryHeaders("ce-data", "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents+json",
        "Application/CloudEvents+JSON",
        "application/cloudevents+json; charset=UTF-8",
        "application/cloudevents+json;charset=\"utf-8\";x=y"
      })
  void structured_mode_is_told_by_its_media_type_in_any_case(String contentType) {
    String body = new String(JsonEvents.write(SampleEvents.unicode()), UTF_8);

    assertSameInJson(
        one(headers("content-type", contentType, "ce-id", "ignored"), body),
        SampleEvents.unicode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents+avro",
        "application/cloudevents",
        "application/cloudevents+json-seq",
        "application/cloudevents-batch+avro",
        "application/cloudevents; a",
        "application/cloudevents+json; charset=utf-16"
      })
  void a_format_that_is_not_read_here_is_told_with_those_that_are(String contentType) {
    assertRefused(
        UNSUPPORTED_MEDIA_TYPE,
        "send application/cloudevents+json, application/cloudevents-batch+json or binary mode",
        binaryHeaders("Content-Type", contentType));
  }

  @Test
  void a_batch_gives_its_events_in_order() {
    List<CloudEvent> events =
        List.of(valid().id("a").build(), valid().id("b").build(), valid().id("a").build());
    HttpMessage message = HttpEvents.writeBatch(events);

    assertThat(message.headers())
        .containsExactly(Map.entry("content-type", "application/cloudevents-batch+json"));
    assertThat(HttpEvents.read(message.headers().entrySet(), message.body())).isEqualTo(events);
  }

  @Test
  void the_mode_decides_whether_a_batch_or_a_single_event_is_wanted() {
    byte[] single = JsonEvents.write(SampleEvents.minimal());
    byte[] batch = JsonEvents.writeBatch(List.of());

    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(
            () ->
                HttpEvents.read(
                    headers("content-type", "application/cloudevents-batch+json"), single))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(MALFORMED));
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(
            () -> HttpEvents.read(headers("content-type", "application/cloudevents+json"), batch))
        .withMessageContaining("send a batch as application/cloudevents-batch+json");
  }

  private static CloudEvent binary(String... more) {
    return HttpEvents.read(binaryHeaders(more), new byte[0]).get(0);
  }

  private static CloudEvent one(HttpMessage message) {
    return HttpEvents.read(message.headers().entrySet(), message.body()).get(0);
  }

  private static CloudEvent one(List<Map.Entry<String, String>> headers, String body) {
    return HttpEvents.read(headers, body.getBytes(UTF_8)).get(0);
  }

  private static List<Map.Entry<String, String>> binaryHeaders(String... more) {
    List<Map.Entry<String, String>> headers = headers(REQUIRED);
    headers.addAll(headers(more));
    return headers;
  }

  private static List<Map.Entry<String, String>> headers(String... namesAndValues) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(Map.entry(namesAndValues[i], namesAndValues[i + 1]));
    }
    return headers;
  }

  private static void assertRefused(
      Kind kind, String message, List<Map.Entry<String, String>> headers) {
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> HttpEvents.read(headers, new byte[0]))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
