package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.event.Extensions;
import dev.serai.normalize.Normalizers.Vocabulary;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file holds a message and, side by side, what each vocabulary makes of it. */
class GithubGoldenTest {

  static final Path CASES = Path.of("src/test/resources/dev/serai/normalize/github");
  static final String DELIVERY = "72d3162e-cc78-11e3-81ab-4c9367dc0958";
  static final Instant RECEIVED = Instant.parse("2026-05-12T12:00:00Z");

  private static final JsonMapper JSON = new JsonMapper();
  private static final Normalizer HUB = Normalizers.load("github", Vocabulary.HUB);
  private static final Normalizer NATIVE = Normalizers.load("github", Vocabulary.NATIVE);

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_message_becomes_the_events_beside_it(String file) throws IOException {
    JsonNode golden = JSON.readTree(CASES.resolve(file).toFile());

    JsonNode hub = told(HUB.normalize(message(golden)), true);

    assertThat(hub.toPrettyString()).isEqualTo(golden.path("hub").toPrettyString());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_message_becomes_the_native_event_beside_it(String file) throws IOException {
    JsonNode golden = JSON.readTree(CASES.resolve(file).toFile());
    RawMessage message = message(golden);

    Normalized normalized = NATIVE.normalize(message);

    assertThat(told(normalized, false).toPrettyString())
        .isEqualTo(golden.path("native").toPrettyString());
    if (normalized instanceof Normalized.Events events) {
      assertThat(events.events())
          .allSatisfy(event -> assertThat(event.getData().toBytes()).isEqualTo(message.body()));
    }
  }

  private static RawMessage message(JsonNode golden) throws IOException {
    return new RawMessage(
        DELIVERY,
        golden.path("event").textValue(),
        Map.of("content-type", "application/json"),
        JSON.writeValueAsBytes(golden.path("message")),
        RECEIVED);
  }

  private static JsonNode told(Normalized normalized, boolean data) throws IOException {
    if (normalized instanceof Normalized.Ignored ignored) {
      return JSON.createObjectNode().put("ignored", ignored.reason());
    }
    ArrayNode events = JSON.createArrayNode();
    for (CloudEvent event : ((Normalized.Events) normalized).events()) {
      ObjectNode told = events.addObject();
      told.put("id", event.getId());
      told.put("type", event.getType());
      told.put("source", event.getSource().toString());
      told.put("subject", event.getSubject());
      told.put("time", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(event.getTime()));
      told.put(Extensions.PARTITION_KEY, Extensions.partitionKey(event));
      if (data) {
        told.set("data", JSON.readTree(event.getData().toBytes()));
      }
    }
    return events;
  }
}
