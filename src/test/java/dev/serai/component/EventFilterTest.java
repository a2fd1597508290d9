package dev.serai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import org.junit.jupiter.api.Test;

class EventFilterTest {

  private final CloudEvent event =
      CloudEventBuilder.v1()
          .withId("1")
          .withSource(URI.create("/ci/acme"))
          .withType("pipeline.failed")
          .withSubject("main")
          .withExtension("partitionkey", "acme/shop")
          .build();

  @Test
  void everything_passes_without_conditions() {
    assertThat(passes(null, null)).isTrue();
    assertThat(passes(" ", "")).isTrue();
  }

  @Test
  void one_of_the_types_is_enough() {
    assertThat(passes("pipeline.started, pipeline.failed", null)).isTrue();
    assertThat(passes("pipeline.started", null)).isFalse();
  }

  @Test
  void a_star_at_the_end_matches_by_prefix() {
    assertThat(passes("pipeline.*", null)).isTrue();
    assertThat(passes("build.*", null)).isFalse();
    assertThat(passes(null, "source=/ci/*")).isTrue();
  }

  @Test
  void all_conditions_must_hold() {
    assertThat(passes(null, "subject=main,partitionkey=acme/*")).isTrue();
    assertThat(passes(null, "subject=main,partitionkey=other")).isFalse();
    assertThat(passes("pipeline.failed", "subject!=main")).isFalse();
  }

  @Test
  void an_absent_attribute_equals_nothing() {
    assertThat(passes(null, "severity=high")).isFalse();
    assertThat(passes(null, "severity!=high")).isTrue();
  }

  @Test
  void what_is_no_condition_is_told_with_an_example() {
    assertThatThrownBy(() -> passes(null, "subject"))
        .hasMessageContaining("filter 'subject' is no condition")
        .hasMessageContaining("name=value");
  }

  private boolean passes(String types, String filter) {
    return EventFilter.parse(types, filter).test(event);
  }
}
