package dev.serai.event;

import static dev.serai.event.EventAssertions.assertSameEvent;
import static dev.serai.event.EventAssertions.assertSameInJson;
import static dev.serai.event.InvalidEventException.Kind.INVALID_ATTRIBUTE;
import static dev.serai.event.InvalidEventException.Kind.MALFORMED;
import static dev.serai.event.InvalidEventException.Kind.MISSING_ATTRIBUTE;
import static dev.serai.event.SampleEventBuilders.valid;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.serai.conformance.SampleEvents;
import dev.serai.event.InvalidEventException.Kind;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEventsTest {

  private static final String REQUIRED =
      "\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"";

  @Test
  void every_sample_is_read_as_it_was_written() {
    for (HubEvent event : SampleEvents.all()) {
      assertSameInJson(JsonEvents.read(JsonEvents.write(event)), event);
    }
  }

  @Test
  void a_batch_of_all_samples_is_read_as_it_was_written() {
    List<CloudEvent> events = List.copyOf(SampleEvents.all());

    List<CloudEvent> read = JsonEvents.readBatch(JsonEvents.writeBatch(events));

    assertThat(read).hasSameSizeAs(events);
    for (int i = 0; i < events.size(); i++) {
      assertSameInJson(read.get(i), events.get(i));
    }
  }

  @Test
  void an_empty_batch_is_an_empty_array() {
    assertThat(JsonEvents.writeBatch(List.of())).asString().isEqualTo("[]");
    assertThat(JsonEvents.readBatch(" [ ] ".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void the_members_come_in_a_fixed_order_without_spaces() {
    assertThat(JsonEvents.write(SampleEvents.everyAttribute()))
        .asString()
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\"every-attribute\","
                + "\"source\":\"https://example.org/samples?kind=event\","
                + "\"type\":\"org.example.sample\",\"subject\":\"build/4711\","
                + "\"time\":\"2026-01-31T23:59:59.000000001+05:30\","
                + "\"dataschema\":\"https://schemas.example.org/order#v2\","
                + "\"partitionkey\":\"acme/shop\","
                + "\"datacontenttype\":\"application/json; charset=utf-8\","
                + "\"data\":{\"order\":1}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/json    | {\"a\": 1 }  | \"data\":{\"a\": 1 }",
        "application/json    | \"text\"     | \"data\":\"text\"",
        "application/json    | not json     | \"data_base64\":\"bm90IGpzb24=\"",
        "application/json    | {} {}        | \"data_base64\":\"e30ge30=\"",
        "application/json    | {\"a\":1,\"a\":2} | \"data_base64\":\"eyJhIjoxLCJhIjoyfQ==\"",
        "application/json    | ``           | \"data_base64\":\"\"",
        "image/svg+xml       | <a b=\"c\"/> | \"data\":\"<a b=\\\"c\\\"/>\"",
        "text/csv            | a,b          | \"data\":\"a,b\"",
        "text/x; charset=xyz | a            | \"data_base64\":\"YQ==\"",
        "application/x-other | a            | \"data_base64\":\"YQ==\"",
        "                    | {}           | \"data_base64\":\"e30=\"",
      })
  void data_becomes_json_text_or_base64_by_its_type(String type, String data, String member) {
    CloudEvent event = valid().dataContentType(type).data(data.getBytes(UTF_8)).build();

    assertThat(JsonEvents.write(event)).asString().endsWith("," + member + "}");
    assertSameEvent(JsonEvents.read(JsonEvents.write(event)), event);
  }

  @Test
  void data_that_is_no_json_in_its_bytes_is_never_pasted() {
    byte[] brokenUtf8 = {'"', (byte) 0xC0, (byte) 0xA0, '"'};
    byte[] utf16 = "[1]".getBytes(UTF_16LE);
    byte[] byteOrderMark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '[', ']'};
    byte[] loneSurrogate = "\"\\ud83d\"".getBytes(UTF_8);
    byte[] tooDeep = nested(101).getBytes(UTF_8);
    for (byte[] data : List.of(brokenUtf8, utf16, byteOrderMark, loneSurrogate, tooDeep)) {
      CloudEvent event = valid().dataContentType("application/json").data(data).build();

      assertThat(JsonEvents.write(event)).asString().contains("\"data_base64\":");
      assertSameEvent(JsonEvents.read(JsonEvents.write(event)), event);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "\"text\"",
        "\"{\\\"not\\\":\\\"parsed\\\"}\"",
        "1.10",
        "-0",
        "12345678901234567890123456789012345678901234567890",
        "1E400",
        "{ \"z\" : [ 1 ,2 ] , \"a\":{} }",
        "\"\\ud83d\\ude00 \\/ \\u0000 \u007f\"",
        "[]"
      })
  void a_json_value_keeps_every_byte(String data) {
    for (String place : List.of("{%2$s,%1$s}", "{%1$s,%2$s}", "{\n%2$s ,\n%1$s\n}")) {
      CloudEvent event = read(String.format(place, REQUIRED, "\"data\" : " + data));

      assertThat(event.getData().toBytes()).asString().isEqualTo(data);
      assertThat(event.getDataContentType()).isEqualTo("application/json");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "APPLICATION/JSON",
        "application/vnd.github+json",
        "image/json",
        "Text/X.Y+JSON ; charset=\"utf-8\" ; v=1"
      })
  void a_json_type_is_told_by_its_subtype_in_any_case(String type) {
    CloudEvent event = read(withData(type, "{ \"a\":1}"));

    assertThat(event.getData().toBytes()).asString().isEqualTo("{ \"a\":1}");
    assertThat(event.getDataContentType()).isEqualTo(type);
  }

  @Test
  void a_string_of_another_type_is_text_in_the_charset_of_that_type() {
    assertThat(read(withData("text/plain", "\"a\\n\\u00e9\\/é\"")).getData().toBytes())
        .isEqualTo("a\né/é".getBytes(UTF_8));
    assertThat(read(withData("application/xml", "\"<é/>\"")).getData().toBytes())
        .isEqualTo("<é/>".getBytes(UTF_8));
    assertThat(read(withData("text/plain;CHARSET=Latin1", "\"é\"")).getData().toBytes())
        .isEqualTo("é".getBytes(ISO_8859_1));
    assertThat(read(withData("text/plain; charset=UTF-16LE", "\"a\\u20ac\"")).getData().toBytes())
        .isEqualTo("a€".getBytes(UTF_16LE));
  }

  @Test
  void null_data_of_a_type_that_is_not_json_is_no_data() {
    assertThat(read(withData("text/plain", "null")).getData()).isNull();
  }

  @Test
  void base64_data_implies_no_type() {
    CloudEvent event = read("{" + REQUIRED + ",\"data_base64\":\"eyAieHl6IjogMTIzIH0=\"}");

    assertThat(event.getData().toBytes()).asString().isEqualTo("{ \"xyz\": 123 }");
    assertThat(event.getDataContentType()).isNull();
  }

  @Test
  void base64_data_may_be_escaped_and_null_means_none() {
    assertThat(read("{" + REQUIRED + ",\"data_base64\":\"\\/\\u002b8=\"}").getData().toBytes())
        .isEqualTo(new byte[] {(byte) 0xFF, (byte) 0xEF});
    assertThat(read("{" + REQUIRED + ",\"data_base64\":null}").getData()).isNull();
  }

  @Test
  void null_attributes_and_extensions_are_absent() {
    CloudEvent event =
        read(
            "{"
                + REQUIRED
                + ",\"subject\":null,\"time\":null,\"datacontenttype\":null,\"dataschema\":null,"
                + "\"ext\":null}");

    assertThat(event).isEqualTo(HubEvent.builder().id("1").source("/s").type("t").build());
  }

  @Test
  void extensions_keep_the_types_of_json() {
    CloudEvent event =
        read(
            "{"
                + REQUIRED
                + ",\"a\":\"1\",\"b\":-2147483648,\"c\":2147483647,\"d\":true,\"e\":\"true\","
                + "\"f\":\"\"}");

    assertThat(event.getExtension("a")).isEqualTo("1");
    assertThat(event.getExtension("b")).isEqualTo(Integer.MIN_VALUE);
    assertThat(event.getExtension("c")).isEqualTo(Integer.MAX_VALUE);
    assertThat(event.getExtension("d")).isEqualTo(true);
    assertThat(event.getExtension("e")).isEqualTo("true");
    assertThat(event.getExtension("f")).isEqualTo("");
  }

  static Stream<Arguments> whatIsNoCloudEvent() {
    String deep = nested(101);
    return Stream.of(
        refused(MALFORMED, "", "there is nothing"),
        refused(MALFORMED, "   ", "there is nothing"),
        refused(MALFORMED, "[]", "is a JSON object, not an array: send a batch as application/clo"),
        refused(MALFORMED, "\"x\"", "is a JSON object, not a string"),
        refused(MALFORMED, "null", "is a JSON object, not null"),
        refused(MALFORMED, "{", "the event is no JSON"),
        refused(MALFORMED, "{" + REQUIRED, "the event is no JSON"),
        refused(MALFORMED, "{" + REQUIRED + ",}", "the event is no JSON"),
        refused(MALFORMED, "{" + REQUIRED + "} {}", "more follows behind the end"),
        refused(MALFORMED, "{" + REQUIRED + "} x", "Unrecognized token 'x'"),
        refused(MALFORMED, "{" + REQUIRED + ",\"id\":\"2\"}", "Duplicate field 'id' (byte "),
        refused(MALFORMED, "{" + REQUIRED + ",\"\\u0069d\":\"2\"}", "Duplicate field 'id'"),
        refused(MALFORMED, with("\"data\":{\"a\":[{\"b\":1,\"b\":2}]}"), "Duplicate field 'b'"),
        refused(MALFORMED, with("\"data\":" + deep), "data is nested deeper than 100 levels"),
        refused(MALFORMED, with("\"data\":\"\\ud83d\""), "is half of a surrogate pair"),
        refused(MALFORMED, with("\"data\":\"\\ude00\\ud83d\""), "is half of a surrogate pair"),
        refused(MALFORMED, with("\"data\":\"\\ud83d\\u0041\""), "is half of a surrogate pair"),
        refused(MALFORMED, with("\"data\":\"a\tb\""), "Illegal unquoted character"),
        refused(MALFORMED, with("\"data\":\"\\x\""), "Unrecognized character escape"),
        refused(MALFORMED, with("\"data\":\"\\u12\""), "the event is no JSON"),
        refused(MALFORMED, with("\"data\":01"), "Leading zeroes not allowed"),
        refused(MALFORMED, with("\"data\":NaN"), "the event is no JSON"),
        refused(MALFORMED, with("\"data\":.5"), "the event is no JSON"),
        refused(MALFORMED, with("\"data\":'a'"), "the event is no JSON"),
        refused(MALFORMED, with("\"data\":1 /* c */"), "the event is no JSON"),
        refused(MALFORMED, with("\"data\":\"open"), "the event is no JSON"),
        refused(MALFORMED, with("\"data_base64\":\"open"), "the event is no JSON"),
        refused(MALFORMED, with("\"data\":\"open\\"), "the event is no JSON"),
        refused(MALFORMED, with("\"data\":" + "1".repeat(1001)), "passes a limit"),
        refused(MISSING_ATTRIBUTE, "{}", "specversion is missing"),
        refused(MISSING_ATTRIBUTE, without("specversion"), "specversion is missing"),
        refused(MISSING_ATTRIBUTE, without("id"), "id is missing"),
        refused(MISSING_ATTRIBUTE, without("source"), "source is missing"),
        refused(MISSING_ATTRIBUTE, without("type"), "type is missing"),
        refused(MISSING_ATTRIBUTE, required("id", "null"), "id is missing"),
        refused(MISSING_ATTRIBUTE, required("specversion", "null"), "specversion is missing"),
        refused(INVALID_ATTRIBUTE, required("id", "\"\""), "id is empty"),
        refused(INVALID_ATTRIBUTE, required("id", "25"), "id is a number, but must be a JSON s"),
        refused(INVALID_ATTRIBUTE, required("id", "{\"a\":1}"), "id is an object, but must be"),
        refused(INVALID_ATTRIBUTE, required("id", "true"), "id is a boolean, but must be"),
        refused(INVALID_ATTRIBUTE, required("id", "\"a\\u0000\""), "control character U+0000"),
        refused(INVALID_ATTRIBUTE, required("id", "\"\uFFFE\""), "noncharacter U+FFFE"),
        refused(INVALID_ATTRIBUTE, required("type", "\"\""), "type is empty"),
        refused(INVALID_ATTRIBUTE, required("source", "\"\""), "source is empty"),
        refused(INVALID_ATTRIBUTE, required("source", "\"a b\""), "source \"a b\" is no URI-ref"),
        refused(INVALID_ATTRIBUTE, required("specversion", "\"\""), "specversion \"\" is not"),
        refused(INVALID_ATTRIBUTE, required("specversion", "\"0.9\""), "specversion \"0.9\" is"),
        refused(INVALID_ATTRIBUTE, required("specversion", "1.0"), "specversion is a number"),
        refused(INVALID_ATTRIBUTE, with("\"subject\":\"\""), "subject is empty"),
        refused(INVALID_ATTRIBUTE, with("\"time\":\"lunchtime\""), "time \"lunchtime\" is no RFC"),
        refused(INVALID_ATTRIBUTE, with("\"time\":1526342400"), "time is a number, but must be"),
        refused(INVALID_ATTRIBUTE, with("\"datacontenttype\":\"xyz\""), "no media type"),
        refused(INVALID_ATTRIBUTE, with("\"datacontenttype\":\"\""), "datacontenttype is empty"),
        refused(INVALID_ATTRIBUTE, with("\"dataschema\":\"\""), "dataschema is empty"),
        refused(INVALID_ATTRIBUTE, with("\"dataschema\":\"/a\""), "\"/a\" is no absolute URI"),
        refused(INVALID_ATTRIBUTE, with("\"MyExt\":\"a\""), "\"MyExt\" is no attribute name"),
        refused(INVALID_ATTRIBUTE, with("\"MyExt\":null"), "\"MyExt\" is no attribute name"),
        refused(INVALID_ATTRIBUTE, with("\"my.ext\":{}"), "\"my.ext\" is no attribute name"),
        refused(INVALID_ATTRIBUTE, with("\"\":\"a\""), "\"\" is no attribute name"),
        refused(INVALID_ATTRIBUTE, with("\"ext\":1.5"), "ext \"1.5\" is no whole number from -2"),
        refused(INVALID_ATTRIBUTE, with("\"ext\":1.0"), "ext \"1.0\" is no whole number"),
        refused(INVALID_ATTRIBUTE, with("\"ext\":1e3"), "ext \"1e3\" is no whole number"),
        refused(INVALID_ATTRIBUTE, with("\"ext\":2147483648"), "ext \"2147483648\" is no whole"),
        refused(INVALID_ATTRIBUTE, with("\"ext\":[]"), "ext is an array, but an extension is"),
        refused(INVALID_ATTRIBUTE, with("\"ext\":{\"a\":1}"), "ext is an object, but an ext"),
        refused(INVALID_ATTRIBUTE, with("\"ext\":\"\\u009f\""), "ext holds the control character"),
        refused(INVALID_ATTRIBUTE, with("\"data\":1,\"data_base64\":\"\""), "exclude each other"),
        refused(INVALID_ATTRIBUTE, with("\"data_base64\":1"), "data_base64 is a number"),
        refused(INVALID_ATTRIBUTE, with("\"data_base64\":\"?\""), "data_base64 is no Base64"),
        refused(
            INVALID_ATTRIBUTE,
            withData("text/plain", "{}"),
            "data is an object, but datacontenttype \"text/plain\" wants a JSON string"),
        refused(
            INVALID_ATTRIBUTE,
            withData("text/plain; charset=ascii", "\"é\""),
            "data has characters that the charset US-ASCII"),
        refused(
            INVALID_ATTRIBUTE,
            withData("text/plain; charset=klingon", "\"a\""),
            "datacontenttype has the unknown charset \"klingon\""));
  }

  @ParameterizedTest
  @MethodSource("whatIsNoCloudEvent")
  void what_is_no_cloud_event_is_refused_with_the_rule(Kind kind, String json, String message) {
    assertRefused(json.getBytes(UTF_8), kind, message);
  }

  @Test
  void bytes_that_are_no_utf_8_are_refused_wherever_they_stand() {
    for (String bytes : List.of("\u00C0\u00A0", "\u00ED\u00A0\u0080", "\u00F5\u0080", "\u00FF")) {
      String text = with("\"data\":[\"a long text and then " + bytes + "\"]");
      assertRefused(text.getBytes(ISO_8859_1), MALFORMED, "is no UTF-8");
    }
    assertRefused(
        "{\"\u00E9\":1}".getBytes(ISO_8859_1), MALFORMED, "the event is no JSON: byte 2 is no UTF");
    assertRefused(with("\"data\":1").getBytes(UTF_16LE), MALFORMED, "byte 1 is zero: send UTF-8");
    assertRefused(("\uFEFF" + with("\"data\":1")).getBytes(UTF_8), MALFORMED, "byte order mark");
  }

  @Test
  void a_hundred_levels_of_data_are_read_also_in_a_batch() {
    String event = with("\"data\":" + nested(100));

    assertThat(read(event).getData().toBytes()).asString().isEqualTo(nested(100));
    assertThat(JsonEvents.readBatch(("[" + event + "]").getBytes(UTF_8))).hasSize(1);
  }

  @Test
  void a_million_open_brackets_are_refused_before_they_fill_the_stack() {
    assertRefused(
        with("\"data\":" + "[".repeat(1_000_000)).getBytes(UTF_8), MALFORMED, "nested deeper");
  }

  @Test
  void a_long_word_of_the_sender_is_cut_and_its_control_characters_are_gone() {
    String name = "\\r\\nInjected: header" + "x".repeat(10_000);
    byte[] json = with("\"data\":{\"" + name + "\":1,\"" + name + "\":2}").getBytes(UTF_8);

    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> JsonEvents.read(json))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500).doesNotContain("\r", "\n"));
  }

  @Test
  void names_that_collide_in_the_symbol_table_cost_time_only() {
    // Names of equal hash: "Aa" and "BB" are alike to String.hashCode, in every combination.
    StringBuilder data = new StringBuilder("{\"x\":0");
    for (int i = 0; i < 20_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 0; bit < 15; bit++) {
        name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      data.append(",\"").append(name).append("\":0");
    }

    CloudEvent event = read(with("\"data\":" + data + "}"));

    assertThat(event.getData().toBytes()).hasSize(data.length() + 1);
  }

  @Test
  void a_bad_member_of_a_batch_is_named_by_its_index() {
    String good = "{" + REQUIRED + "}";
    assertBatchRefused("[" + good + ",5]", MALFORMED, "event 1 of the batch is no object but a nu");
    assertBatchRefused(
        "[" + good + "," + good + "," + without("id") + "]",
        MISSING_ATTRIBUTE,
        "event 2 of the batch: id is missing");
    assertBatchRefused(
        "[" + good + "," + required("specversion", "\"0.3\"") + "]",
        INVALID_ATTRIBUTE,
        "event 1 of the batch: specversion \"0.3\" is not supported");
    assertBatchRefused(good, MALFORMED, "a batch is a JSON array of CloudEvents, not an object");
    assertBatchRefused("", MALFORMED, "a batch is a JSON array of CloudEvents, not nothing");
    assertBatchRefused("[" + good, MALFORMED, "the event is no JSON");
    assertBatchRefused("[" + good + "]]", MALFORMED, "the event is no JSON");
    assertBatchRefused("[" + good + "][]", MALFORMED, "more follows");
  }

  @Test
  void an_event_built_in_memory_is_checked_before_it_is_written() {
    CloudEvent event =
        CloudEventBuilder.v1()
            .withId("1")
            .withSource(URI.create("/s"))
            .withType("t")
            .withDataContentType("no media type")
            .build();

    for (Runnable use :
        List.<Runnable>of(
            () -> JsonEvents.validate(event),
            () -> JsonEvents.write(event),
            () -> JsonEvents.writeBatch(List.of(event)))) {
      assertThatExceptionOfType(InvalidEventException.class)
          .isThrownBy(use::run)
          .withMessageContaining("datacontenttype \"no media type\" is no media type");
    }
    JsonEvents.validate(SampleEvents.everyAttribute());
  }

  @Test
  void large_data_is_carried_whole() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int i = 0; i < 400_000; i++) {
      text.writeBytes("€\"\n".getBytes(UTF_8));
    }
    CloudEvent event = valid().dataContentType("text/plain").data(text.toByteArray()).build();

    assertSameEvent(JsonEvents.read(JsonEvents.write(event)), event);
  }

  private static CloudEvent read(String json) {
    return JsonEvents.read(json.getBytes(UTF_8));
  }

  private static String with(String members) {
    return "{" + REQUIRED + "," + members + "}";
  }

  private static String withData(String type, String data) {
    String escaped = type.replace("\"", "\\\"");
    return with("\"data\":" + data + ",\"datacontenttype\":\"" + escaped + "\"");
  }

  private static String without(String name) {
    return ("{" + REQUIRED + "}")
        .replaceFirst("\"" + name + "\":\"[^\"]*\",?", "")
        .replace(",}", "}");
  }

  private static String required(String name, String value) {
    return ("{" + REQUIRED + "}")
        .replaceFirst("\"" + name + "\":\"[^\"]*\"", "\"" + name + "\":" + quoteBackslash(value));
  }

  private static String quoteBackslash(String value) {
    return value.replace("\\", "\\\\");
  }

  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  private static Arguments refused(Kind kind, String json, String message) {
    return arguments(kind, json, message);
  }

  private static void assertRefused(byte[] json, Kind kind, String message) {
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> JsonEvents.read(json))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private static void assertBatchRefused(String json, Kind kind, String message) {
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> JsonEvents.readBatch(json.getBytes(UTF_8)))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
