package dev.serai.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import java.util.Map;
import java.util.TreeMap;

/** Compares every attribute, extension and byte of two events, whatever classes they are. */
public final class SameEvent {

  private SameEvent() {}

  /** Types of extensions included. */
  public static void assertSame(CloudEvent actual, CloudEvent expected) {
    assertThat(actual).as("event").isNotNull();
    assertThat(attributes(actual)).as("attributes").isEqualTo(attributes(expected));
    assertThat(extensions(actual)).as("extensions").isEqualTo(extensions(expected));
    if (expected.getData() == null) {
      assertThat(actual.getData()).as("data").isNull();
    } else {
      assertThat(actual.getData()).as("data").isNotNull();
      assertThat(actual.getData().toBytes()).as("data").isEqualTo(expected.getData().toBytes());
    }
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
    return new TreeMap<>(HubEvent.copyOf(event).extensions());
  }
}
