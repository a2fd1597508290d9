package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.event.Extensions;
import dev.serai.normalize.Normalizers.Vocabulary;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file holds a message and, side by side, what each vocabulary makes of it. */
class GoldenTest {

  static List<String> files() {
    return Samples.goldenFiles();
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_message_becomes_the_hub_events_beside_it(String file) throws IOException {
    JsonNode golden = Samples.golden(file);

    Normalized normalized =
        Samples.normalizer(file, Vocabulary.HUB).normalize(Samples.message(golden));

    assertThat(told(normalized, true).toPrettyString())
        .isEqualTo(golden.path("hub").toPrettyString());
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_message_becomes_the_native_event_beside_it_with_its_own_body(String file)
      throws IOException {
    JsonNode golden = Samples.golden(file);
    RawMessage message = Samples.message(golden);

    Normalized normalized = Samples.normalizer(file, Vocabulary.NATIVE).normalize(message);

    assertThat(told(normalized, false).toPrettyString())
        .isEqualTo(golden.path("native").toPrettyString());
    if (normalized instanceof Normalized.Events events) {
      assertThat(events.events())
          .allSatisfy(event -> assertThat(event.getData().toBytes()).isEqualTo(message.body()));
    }
  }

  private static JsonNode told(Normalized normalized, boolean data) throws IOException {
    if (normalized instanceof Normalized.Ignored ignored) {
      return Samples.JSON.createObjectNode().put("ignored", ignored.reason());
    }
    ArrayNode events = Samples.JSON.createArrayNode();
    for (CloudEvent event : ((Normalized.Events) normalized).events()) {
      assertThat(event.getDataContentType()).isEqualTo("application/json");
      ObjectNode told = events.addObject();
      told.put("id", event.getId());
      told.put("type", event.getType());
      told.put("source", event.getSource().toString());
      told.put("subject", event.getSubject());
      told.put("time", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(event.getTime()));
      told.put(Extensions.PARTITION_KEY, Extensions.partitionKey(event));
      if (data) {
        told.set("data", Samples.JSON.readTree(event.getData().toBytes()));
      }
    }
    return events;
  }
}
