package dev.serai.event;

import static dev.serai.event.EventAssertions.assertSameEvent;
import static dev.serai.event.InvalidEventException.Kind.INVALID_ATTRIBUTE;
import static dev.serai.event.InvalidEventException.Kind.MISSING_ATTRIBUTE;
import static dev.serai.event.SampleEventBuilders.valid;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.serai.conformance.SampleEvents;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.math.BigDecimal;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubEventTest {

  @Test
  void an_event_of_the_sdk_is_copied_with_everything_it_holds() {
    CloudEvent event = sdkEvent().withExtension("text", "a").withExtension("count", 5).build();

    assertSameEvent(HubEvent.copyOf(event), event);
  }

  @Test
  void a_hub_event_is_not_copied_again() {
    HubEvent event = SampleEvents.json();

    assertThat(HubEvent.copyOf(event)).isSameAs(event);
  }

  @Test
  void the_sdk_makes_an_equal_event_of_every_sample() {
    for (HubEvent event : SampleEvents.all()) {
      assertSameEvent(CloudEventBuilder.v1(event).build(), event);
    }
  }

  @Test
  void extensions_of_other_types_become_their_canonical_text() {
    CloudEvent event =
        sdkEvent()
            .withExtension("link", URI.create("https://example.org/a"))
            .withExtension("at", OffsetDateTime.parse("2026-01-31T17:31Z"))
            .withExtension("bytes", new byte[] {(byte) 0xE0, (byte) 0xFF, 0, 0x44, (byte) 0xAA})
            .withExtension("long", 7L)
            .build();

    assertThat(HubEvent.copyOf(event).extensions())
        .containsOnly(
            Map.entry("link", "https://example.org/a"),
            Map.entry("at", "2026-01-31T17:31:00Z"),
            Map.entry("bytes", "4P8ARKo="),
            Map.entry("long", 7));
  }

  @Test
  void attributes_are_found_by_name_as_in_the_sdk() {
    HubEvent event = SampleEvents.everyAttribute();

    assertThat(event.getAttribute("source")).isEqualTo(event.getSource());
    assertThat(event.getAttribute("specversion")).isEqualTo(SpecVersion.V1);
    assertThat(event.getAttribute("time")).isEqualTo(event.getTime());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event.getAttribute("partitionkey"))
        .withMessageContaining("partitionkey");
  }

  @Test
  void attributes_and_extensions_are_set_from_text_by_name() {
    HubEventBuilder builder = HubEvent.builder();
    List.of(
            Map.entry("specversion", "1.0"),
            Map.entry("id", "7"),
            Map.entry("source", "/a"),
            Map.entry("type", "t"),
            Map.entry("subject", "s"),
            Map.entry("time", "2026-01-31T17:31:00.5+02:00"),
            Map.entry("datacontenttype", "text/plain"),
            Map.entry("dataschema", "urn:x:y"),
            Map.entry("other", "o"))
        .forEach(e -> builder.attribute(e.getKey(), e.getValue()));

    HubEvent event = builder.build();

    assertThat(event)
        .isEqualTo(
            HubEvent.restore(
                "7",
                "/a",
                "t",
                "s",
                "2026-01-31T17:31:00.5+02:00",
                "text/plain",
                "urn:x:y",
                Map.of("other", "o"),
                null));
  }

  @Test
  void a_builder_that_goes_on_does_not_change_the_event_it_built() {
    HubEventBuilder builder = valid().extension("a", 1);
    HubEvent event = builder.build();

    builder.extension("a", 2).extension("b", 3);

    assertThat(event.extensions()).isEqualTo(Map.of("a", 1));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> event.extensions().put("c", 4));
  }

  @Test
  void events_differ_as_soon_as_one_field_does() {
    List<HubEvent> different = new ArrayList<>(SampleEvents.all());
    different.add(valid().build());
    different.add(valid().id("2").build());
    different.add(valid().source("/other").build());
    different.add(valid().type("other").build());
    different.add(valid().subject("s").build());
    different.add(valid().time(OffsetDateTime.parse("2026-01-31T17:31Z")).build());
    different.add(valid().dataContentType("text/plain").build());
    different.add(valid().dataSchema("urn:a").build());
    different.add(valid().extension("a", "1").build());
    different.add(valid().extension("a", 1).build());
    different.add(valid().data(new byte[0]).build());

    assertThat(different).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "source", "type"})
  void a_required_attribute_that_is_missing_is_named(String name) {
    HubEventBuilder builder = valid().attribute(name, null);

    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(builder::build)
        .withMessageStartingWith(name + " is missing")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(MISSING_ATTRIBUTE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "source", "type", "subject", "dataschema", "datacontenttype"})
  void an_empty_attribute_is_refused(String name) {
    assertInvalid(() -> valid().attribute(name, ""), name + " is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.3", "1.0.2", "1", "", "2.0"})
  void only_specversion_1_0_is_known(String version) {
    assertInvalid(
        () -> valid().attribute("specversion", version),
        "specversion \"" + version + "\" is not supported: send \"1.0\"");
  }

  @Test
  void an_event_of_version_0_3_is_refused() {
    CloudEvent old = CloudEventBuilder.v03(sdkEvent().build()).build();

    assertInvalid(() -> HubEvent.copyOf(old), "specversion \"0.3\" is not supported");
  }

  @ParameterizedTest
  @CsvSource({
    "a b, Illegal character in path at position 1",
    "http://[::1, Expected closing bracket for IPv6 address at position 11",
    "%zz, Malformed escape pair at position 0",
    "1:2, Illegal character in scheme name at position 0",
    "a#b#c, Illegal character in fragment at position 3",
    "https://müller.example, percent-encode what is not ASCII"
  })
  void a_source_that_is_no_uri_reference_is_refused(String source, String reason) {
    assertInvalid(
        () -> valid().source(source),
        "source " + Quoted.of(source) + " is no URI-reference of RFC 3986: " + reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://github.com/cloudevents",
        "mailto:cncf-wg-serverless@lists.cncf.io",
        "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66",
        "/cloudevents/spec/pull/123",
        "1-555-123-4567",
        "//host/path",
        "?q",
        "#f",
        "http://my_host:99999/%7Ea"
      })
  void a_source_is_kept_as_it_is_written(String source) {
    HubEvent event = valid().source(source).build();

    assertThat(event.source()).isEqualTo(source);
    assertThat(event.getSource()).isEqualTo(URI.create(source)).hasToString(source);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/relative", "schema.json", "//host/schema"})
  void a_dataschema_must_be_absolute(String schema) {
    assertInvalid(
        () -> valid().dataSchema(schema), "dataschema \"" + schema + "\" is no absolute URI");
  }

  @Test
  void a_time_that_is_no_rfc_3339_is_refused_with_an_example() {
    assertInvalid(
        () -> valid().attribute("time", "2018-04-05T17:31Z"),
        "time \"2018-04-05T17:31Z\" is no RFC 3339 timestamp (see position 16): write it like"
            + " 2026-01-31T17:31:00Z");
    assertInvalid(
        () -> valid().time(OffsetDateTime.parse("+12026-01-31T17:31Z")),
        "time +12026-01-31T17:31Z cannot be written in RFC 3339");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "/", "a/", "/b", "text plain", "text/plain; charset", "*/*"})
  void a_datacontenttype_that_is_no_media_type_is_refused(String type) {
    assertInvalid(
        () -> valid().dataContentType(type),
        "datacontenttype " + Quoted.of(type) + " is no media type of RFC 2046");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Name", "a_b", "a-b", "", "é", "a b", "a.b"})
  void a_name_of_other_characters_names_no_extension(String name) {
    assertInvalid(
        () -> valid().extension(name, "x"), Quoted.of(name) + " is no attribute name: use lower");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data", "id", "time", "specversion"})
  void a_reserved_name_names_no_extension(String name) {
    assertInvalid(() -> valid().extension(name, "x"), "\"" + name + "\" is reserved");
  }

  @Test
  void an_extension_that_is_no_32_bit_integer_is_refused() {
    for (Number number : List.of(1L << 31, 1.0, 1.5f, BigDecimal.ONE)) {
      assertInvalid(
          () -> valid().extension("count", number),
          "count \"" + number + "\" is no whole number from -2147483648 to 2147483647");
    }
  }

  @Test
  void an_extension_of_an_unknown_type_is_refused() {
    assertInvalid(
        () -> valid().extension("list", List.of()), "list has a value of type ListN: an extension");
  }

  static Stream<Arguments> stringsThatCloudEventsForbids() {
    return Stream.of(
        arguments("a\0", "control character U+0000 at position 1"),
        arguments("\u001F", "control character U+001F at position 0"),
        arguments("é\u007F", "control character U+007F at position 1"),
        arguments("\u009F", "control character U+009F at position 0"),
        arguments("\uFDD0", "noncharacter U+FDD0 at position 0"),
        arguments("a\uFFFE", "noncharacter U+FFFE at position 1"),
        arguments("\uD83F\uDFFF", "noncharacter U+1FFFF at position 0"),
        arguments("\uD83D", "lone surrogate U+D83D at position 0"),
        arguments("\uDE00\uD83D", "lone surrogate U+DE00 at position 0"));
  }

  @ParameterizedTest
  @MethodSource("stringsThatCloudEventsForbids")
  void text_holds_unicode_characters_only(String text, String what) {
    assertInvalid(() -> valid().id(text), "id holds the " + what);
    assertInvalid(() -> valid().subject(text), "subject holds the " + what);
    assertInvalid(() -> valid().extension("ext", text), "ext holds the " + what);
  }

  @Test
  void long_words_of_a_sender_are_cut_in_messages() {
    String word = "x".repeat(5_000);

    assertThatThrownBy(() -> valid().attribute("time", word))
        .satisfies(e -> assertThat(e.getMessage()).contains("x…\"").hasSizeLessThan(300));
  }

  @Test
  void its_size_counts_data_names_and_values_in_utf_8() {
    HubEvent event =
        HubEvent.builder()
            .id("é€🐪")
            .source("/s")
            .type("t")
            .extension("n", -10)
            .data("xyz".getBytes(UTF_8))
            .build();

    int attributes = "specversion1.0".length() + "id".length() + 9;
    attributes += "source/s".length() + "typet".length() + "n-10".length();
    assertThat(EventSize.of(event)).isEqualTo(attributes + 3);
  }

  private static io.cloudevents.core.v1.CloudEventBuilder sdkEvent() {
    return CloudEventBuilder.v1()
        .withId("7")
        .withSource(URI.create("/source"))
        .withType("t")
        .withSubject("s")
        .withTime(OffsetDateTime.parse("2026-01-31T17:31:00.5+02:00"))
        .withDataSchema(URI.create("urn:x"))
        .withData("text/plain", "hello".getBytes(UTF_8));
  }

  private static void assertInvalid(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(call)
        .withMessageStartingWith(message)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(INVALID_ATTRIBUTE));
  }
}
