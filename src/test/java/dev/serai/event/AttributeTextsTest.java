package dev.serai.event;

import static dev.serai.event.EventAssertions.assertSameInBinaryMode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.serai.conformance.SampleEvents;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributeTextsTest {

  @Test
  void every_sample_is_built_again_from_its_texts() {
    for (HubEvent event : SampleEvents.all()) {
      HubEventBuilder builder = HubEvent.builder().data(event.data());
      AttributeTexts.forEach(event, builder::attribute);

      assertSameInBinaryMode(builder.build(), event);
    }
  }

  @Test
  void absent_attributes_are_not_mentioned() {
    Map<String, String> texts = new LinkedHashMap<>();
    AttributeTexts.forEach(SampleEvents.minimal(), texts::put);

    assertThat(texts.keySet()).containsExactly("specversion", "id", "source", "type");
  }

  @Test
  void an_event_that_is_not_valid_gives_no_text_at_all() {
    CloudEvent event =
        CloudEventBuilder.v1().withId("").withSource(URI.create("/s")).withType("t").build();
    Map<String, String> texts = new LinkedHashMap<>();

    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> AttributeTexts.forEach(event, texts::put))
        .withMessage("id is empty: give it a value or leave it out");
    assertThat(texts).isEmpty();
  }
}
