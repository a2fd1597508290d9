package dev.serai.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serai.event.Extensions;
import dev.serai.event.HubEvent;
import dev.serai.event.HubEventBuilder;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;

/**
 * One event of every shape that travels through the hub. Whatever carries or keeps events is tested
 * with {@link #all()} and {@link SameEvent}.
 */
public final class SampleEvents {

  private SampleEvents() {}

  public static List<HubEvent> all() {
    return List.of(
        minimal(),
        everyAttribute(),
        everyExtensionType(),
        json(),
        jsonInSpaces(),
        jsonNull(),
        jsonString(),
        jsonNumber(),
        vendorJson(),
        text(),
        latin1Text(),
        xml(),
        binary(),
        binaryWithoutType(),
        emptyData(),
        typeWithoutData(),
        unicode(),
        hostileText(),
        large());
  }

  /** The four required attributes and nothing else. */
  public static HubEvent minimal() {
    return event("minimal").build();
  }

  public static HubEvent everyAttribute() {
    return event("every-attribute")
        .subject("build/4711")
        .time(OffsetDateTime.parse("2026-01-31T23:59:59.000000001+05:30"))
        .dataSchema("https://schemas.example.org/order#v2")
        .dataContentType("application/json; charset=utf-8")
        .extension(Extensions.PARTITION_KEY, "acme/shop")
        .data("{\"order\":1}".getBytes(UTF_8))
        .build();
  }

  public static HubEvent everyExtensionType() {
    return event("every-extension-type")
        .extension("text", "plain")
        .extension("emptytext", "")
        .extension("texttrue", "true")
        .extension("text42", "42")
        .extension("number", 42)
        .extension("largest", Integer.MAX_VALUE)
        .extension("smallest", Integer.MIN_VALUE)
        .extension("yes", true)
        .extension("no", false)
        .extension("9lives", "names may start with a digit")
        .extension("averylongnameofmorethantwentycharacters", 0)
        .build();
  }

  /** JSON whose spaces, order, number notation and escapes must not change. */
  public static HubEvent json() {
    return withData(
        "json",
        "application/json",
        "{ \"b\":1.10, \"a\": 12345678901234567890.123456789e-5,\n\t\"\\u00e9\": [ true, null ] }");
  }

  /** The only bytes that the JSON format may drop: whitespace around the value. */
  public static HubEvent jsonInSpaces() {
    return withData("json-in-spaces", "application/json", "\n {\"a\":1}\r\n");
  }

  public static HubEvent jsonNull() {
    return withData("json-null", "application/json", "null");
  }

  public static HubEvent jsonString() {
    return withData("json-string", "application/json", "\"{\\\"not\\\": parsed}\"");
  }

  public static HubEvent jsonNumber() {
    return withData("json-number", "application/json", "-0.50e+3");
  }

  public static HubEvent vendorJson() {
    return withData("vendor-json", "Application/Vnd.Example.V3+JSON; Charset=\"UTF-8\"", "[]");
  }

  public static HubEvent text() {
    return withData("text", "text/plain", "two \"lines\"\r\nand a \\ \u0000 \u007f 🐪");
  }

  public static HubEvent latin1Text() {
    return event("latin1-text")
        .dataContentType("text/plain; charset=ISO-8859-1")
        .data(new byte[] {'c', 'a', 'f', (byte) 0xE9})
        .build();
  }

  public static HubEvent xml() {
    return withData("xml", "application/xml", "<?xml version=\"1.0\"?>\n<a b='c'>&amp;é</a>");
  }

  /** Every byte value, under a type that is neither text nor JSON. */
  public static HubEvent binary() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return event("binary").dataContentType("application/octet-stream").data(bytes).build();
  }

  public static HubEvent binaryWithoutType() {
    return event("binary-without-type").data("{\"looks\":\"like json\"}".getBytes(UTF_8)).build();
  }

  /** Data of no bytes, which is not the same as no data. */
  public static HubEvent emptyData() {
    return withData("empty-data", "text/plain", "");
  }

  public static HubEvent typeWithoutData() {
    return event("type-without-data").dataContentType("application/json").build();
  }

  public static HubEvent unicode() {
    return event("unicode-ü-€-🐪")
        .subject("Euro € 😀 \"quoted\" 100% ~é")
        .extension("caravan", "مرحبا 旅")
        .dataContentType("application/json")
        .data("{\"name\":\"旅 🐪\"}".getBytes(UTF_8))
        .build();
  }

  /** Text that breaks codecs which paste instead of escape. */
  public static HubEvent hostileText() {
    return event("a\",\"id\":\"b")
        .subject("x\",\"type\":\"evil.type\",\"y\":\"\\")
        .extension("percent", "%41 %zz %C0%A0 %")
        .extension("spaces", "  around  ")
        .extension("header", "a: b; c=\"d\", e")
        .build();
  }

  /** JSON of 300 KB, more than a buffer of any codec or broker on the way. */
  public static HubEvent large() {
    StringBuilder json = new StringBuilder("[\"");
    Random random = new Random(7);
    while (json.length() < 300_000) {
      json.append(Long.toString(random.nextLong(), 36));
    }
    return withData("large", "application/json", json.append("\"]").toString());
  }

  private static HubEvent withData(String id, String type, String data) {
    return event(id).dataContentType(type).data(data.getBytes(UTF_8)).build();
  }

  private static HubEventBuilder event(String id) {
    return HubEvent.builder()
        .id(id)
        .source("https://example.org/samples?kind=event")
        .type("org.example.sample");
  }
}
