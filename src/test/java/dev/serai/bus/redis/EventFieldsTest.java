package dev.serai.bus.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.conformance.SampleEvents;
import dev.serai.event.EventAssertions;
import dev.serai.event.HubEvent;
import dev.serai.event.InvalidEventException;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventFieldsTest {

  @Test
  void every_sample_survives_with_the_types_of_its_extensions() {
    for (CloudEvent sample : SampleEvents.all()) {
      CloudEvent back = EventFields.read(EventFields.write(HubEvent.copyOf(sample)));

      EventAssertions.assertSameEvent(back, sample);
    }
  }

  @Test
  void attributes_stand_in_fields_of_their_own() {
    HubEvent event =
        HubEvent.builder()
            .id("1")
            .source("/s")
            .type("t")
            .dataContentType("text/plain")
            .extension("count", 7)
            .data(Words.utf8("x"))
            .build();

    assertThat(EventFields.write(event).stream().map(Words::text))
        .containsExactly(
            "ce_specversion",
            "1.0",
            "ce_id",
            "1",
            "ce_source",
            "/s",
            "ce_type",
            "t",
            "content-type",
            "text/plain",
            "ce_count",
            "7",
            "ce-types",
            "count=Integer",
            "data",
            "x");
  }

  @Test
  void an_event_of_another_in_structured_mode_is_read() {
    CloudEvent event =
        read(
            "content-type",
            "application/cloudevents+json",
            "data",
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}");

    assertThat(event.getId()).isEqualTo("1");
  }

  @Test
  void types_that_do_not_fit_their_values_leave_text() {
    CloudEvent event =
        read(
            "ce_specversion",
            "1.0",
            "ce_id",
            "1",
            "ce_source",
            "/s",
            "ce_type",
            "t",
            "ce_a",
            "many",
            "ce_b",
            "2999999999",
            "ce-types",
            "a=Integer,b=Integer,c=Boolean,,=");

    assertThat(event.getExtension("a")).isEqualTo("many");
    assertThat(event.getExtension("b")).isEqualTo("2999999999");
  }

  @Test
  void an_entry_without_an_id_is_no_event() {
    assertThatThrownBy(() -> read("ce_specversion", "1.0", "ce_type", "t"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("id");
  }

  private static CloudEvent read(String... words) {
    List<byte[]> fields = new ArrayList<>();
    for (String word : words) {
      fields.add(Words.utf8(word));
    }
    return EventFields.read(fields);
  }
}
