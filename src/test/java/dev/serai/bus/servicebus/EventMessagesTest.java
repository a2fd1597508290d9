package dev.serai.bus.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusMessage;
import dev.serai.conformance.SameEvent;
import dev.serai.conformance.SampleEvents;
import dev.serai.event.HubEvent;
import dev.serai.event.InvalidEventException;
import dev.serai.event.JsonEvents;
import io.cloudevents.CloudEvent;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events as messages, after the AMQP binding of CloudEvents. */
class EventMessagesTest {

  @Test
  void every_shape_of_event_comes_back_as_it_was() {
    for (HubEvent sample : SampleEvents.all()) {
      SameEvent.assertSame(read(EventMessages.write(sample)), sample);
    }
  }

  @Test
  void attributes_are_properties_with_the_prefix_and_the_type_of_data_is_the_content_type() {
    HubEvent event =
        HubEvent.builder()
            .id("1")
            .source("/s")
            .type("t")
            .time(OffsetDateTime.parse("2026-01-01T00:00:00.123456789Z"))
            .dataContentType("application/json")
            .extension("count", 7)
            .extension("flag", true)
            .data("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .build();

    ServiceBusMessage message = EventMessages.write(event);

    assertThat(message.getApplicationProperties())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "cloudEvents:specversion",
                "1.0",
                "cloudEvents:id",
                "1",
                "cloudEvents:source",
                "/s",
                "cloudEvents:type",
                "t",
                "cloudEvents:time",
                "2026-01-01T00:00:00.123456789Z",
                "cloudEvents:count",
                7,
                "cloudEvents:flag",
                true));
    assertThat(message.getContentType()).isEqualTo("application/json");
    assertThat(message.getBody()).hasToString("{}");
  }

  @Test
  void what_other_clients_write_is_read_too() {
    ServiceBusMessage other = new ServiceBusMessage("x");
    Map<String, Object> properties = other.getApplicationProperties();
    properties.put("cloudEvents_specversion", "1.0");
    properties.put("cloudEvents_id", "1");
    properties.put("cloudEvents_source", "/s");
    properties.put("cloudEvents:type", "t");
    properties.put("cloudEvents:time", OffsetDateTime.parse("2026-01-01T00:00:00Z"));
    properties.put("cloudEvents:number", 5L);
    properties.put("unknown", "ignored");

    CloudEvent event = read(other);

    assertThat(event.getTime()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(event.getExtension("number")).isEqualTo(5);
    assertThat(event.getExtensionNames()).containsExactly("number");
  }

  @Test
  void an_event_in_json_is_read_and_what_is_no_event_is_told() {
    HubEvent event = HubEvent.builder().id("1").source("/s").type("t").build();
    ServiceBusMessage structured =
        new ServiceBusMessage(BinaryData.fromBytes(JsonEvents.write(event)))
            .setContentType("application/cloudevents+json; charset=utf-8");

    assertThat(read(structured).getId()).isEqualTo("1");
    assertThatThrownBy(() -> read(new ServiceBusMessage("hello")))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("id");
    assertThatThrownBy(
            () ->
                read(
                    new ServiceBusMessage("[]")
                        .setContentType("application/cloudevents-batch+json")))
        .hasMessageContaining("no single event in JSON");
  }

  private static CloudEvent read(ServiceBusMessage message) {
    return EventMessages.read(
        message.getContentType(), message.getApplicationProperties(), message.getBody().toBytes());
  }
}
