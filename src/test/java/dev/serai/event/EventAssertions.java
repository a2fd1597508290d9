package dev.serai.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.conformance.SameEvent;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.util.Map;
import java.util.TreeMap;

/** Compares every attribute, extension and byte of two events, whatever classes they are. */
public final class EventAssertions {

  private EventAssertions() {}

  /** Types of extensions included. */
  public static void assertSameEvent(CloudEvent actual, CloudEvent expected) {
    SameEvent.assertSame(actual, expected);
  }

  /**
   * As far as a binding in binary mode can keep it: extensions are compared as canonical text, and
   * no data equals empty data.
   */
  public static void assertSameInBinaryMode(CloudEvent actual, CloudEvent expected) {
    assertThat(attributes(actual)).as("attributes").isEqualTo(attributes(expected));
    assertThat(asText(extensions(actual))).as("extensions").isEqualTo(asText(extensions(expected)));
    assertThat(bytesOrNone(actual)).as("data").isEqualTo(bytesOrNone(expected));
  }

  /** Equal but for whitespace around a JSON value, which the JSON format does not keep. */
  public static void assertSameInJson(CloudEvent actual, CloudEvent expected) {
    CloudEventData data = expected.getData();
    String type = expected.getDataContentType();
    if (data == null || type == null || !MediaType.parse(type).isJson()) {
      assertSameEvent(actual, expected);
      return;
    }
    assertThat(attributes(actual)).as("attributes").isEqualTo(attributes(expected));
    assertThat(extensions(actual)).as("extensions").isEqualTo(extensions(expected));
    assertThat(actual.getData()).as("data").isNotNull();
    assertThat(actual.getData().toBytes()).as("data").isEqualTo(asJsonKeepsIt(data.toBytes()));
  }

  private static byte[] asJsonKeepsIt(byte[] data) {
    String latin = new String(data, ISO_8859_1);
    byte[] trimmed = latin.replaceAll("^[ \\t\\r\\n]+|[ \\t\\r\\n]+$", "").getBytes(ISO_8859_1);
    return JsonBytes.isValue(trimmed, 0, trimmed.length) ? trimmed : data;
  }

  private static Map<String, Object> attributes(CloudEvent event) {
    Map<String, Object> attributes = new TreeMap<>();
    for (String name : event.getSpecVersion().getAllAttributes()) {
      Object value = event.getAttribute(name);
      if (value != null) {
        attributes.put(name, value);
      }
    }
    return attributes;
  }

  private static Map<String, Object> extensions(CloudEvent event) {
    Map<String, Object> extensions = new TreeMap<>();
    for (String name : event.getExtensionNames()) {
      Object value = event.getExtension(name);
      extensions.put(name, AttributeRules.extensionValue(name, value));
    }
    return extensions;
  }

  private static Map<String, String> asText(Map<String, Object> extensions) {
    Map<String, String> text = new TreeMap<>();
    extensions.forEach((name, value) -> text.put(name, value.toString()));
    return text;
  }

  private static byte[] bytesOrNone(CloudEvent event) {
    return event.getData() == null ? new byte[0] : event.getData().toBytes();
  }
}
