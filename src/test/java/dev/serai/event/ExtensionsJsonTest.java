package dev.serai.event;

import static dev.serai.event.EventAssertions.assertSameEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.serai.conformance.SampleEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionsJsonTest {

  @Test
  void extensions_are_one_compact_object_in_the_order_they_were_set() {
    HubEvent event =
        SampleEventBuilders.valid()
            .extension("zebra", "a \"b\" \\ é 🐪")
            .extension("count", -7)
            .extension("dry", true)
            .build();

    assertThat(ExtensionsJson.write(event))
        .isEqualTo("{\"zebra\":\"a \\\"b\\\" \\\\ é 🐪\",\"count\":-7,\"dry\":true}");
  }

  @Test
  void no_extensions_are_null_and_null_reads_as_none() {
    assertThat(ExtensionsJson.write(SampleEvents.minimal())).isNull();
    assertThat(ExtensionsJson.read(null)).isEmpty();
  }

  @Test
  void every_sample_is_restored_from_its_fields_with_the_types_of_its_extensions() {
    for (HubEvent event : SampleEvents.all()) {
      HubEvent restored =
          HubEvent.restore(
              event.getId(),
              event.source(),
              event.getType(),
              event.getSubject(),
              event.time(),
              event.getDataContentType(),
              event.dataSchema(),
              ExtensionsJson.read(ExtensionsJson.write(event)),
              event.data());

      assertSameEvent(restored, event);
      assertThat(restored).isEqualTo(event).hasSameHashCodeAs(event);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}{}",
        "{\"a\":null}",
        "{\"a\":1.5}",
        "{\"a\":4294967296}",
        "{\"a\":[]}"
      })
  void text_that_was_never_written_here_is_refused_and_quoted(String json) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExtensionsJson.read(json))
        .withMessageContaining("extensions are not one JSON object")
        .withMessageContaining(Quoted.of(json));
  }
}
