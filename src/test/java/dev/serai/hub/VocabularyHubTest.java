package dev.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.Corpora;
import dev.serai.ledger.EventQuery;
import dev.serai.ledger.StoredEvent;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CDEvents through real doors. */
class VocabularyHubTest {

  private static final String CONFIG =
      """
      channels: { ci: {}, said: {}, came: {}, mapped: {} }
      connectors:
        github:
          type: webhook
          verify: { scheme: github, secrets: ["%s"] }
          normalize: github
          vocabulary: cdevents
          channel: said
        signer:
          type: webhook
          verify: { scheme: bearer, secrets: ["token"] }
          normalize: cdevents
          channel: ci
        events:
          type: cloudevents
          verify: { scheme: bearer, secrets: ["token"] }
          channel: came
        tools:
          type: cloudevents
          verify: { scheme: bearer, secrets: ["token"] }
          normalize: cdevents
          channel: mapped
      """
          .formatted(TestHub.SECRET);
  private static final Path SAMPLES = Path.of("src/main/resources/samples");
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path folder;
  private static TestHub hub;

  @BeforeAll
  static void open() {
    hub = TestHub.start(folder, CONFIG);
  }

  @AfterAll
  static void close() {
    hub.close();
  }

  @Test
  void a_webhook_becomes_a_cdevent_where_its_connector_asks_for_it() throws IOException {
    String body = Files.readString(SAMPLES.resolve("github/workflow_run.completed.failure.json"));

    assertThat(hub.github("workflow_run", "d-1", body).statusCode()).isEqualTo(202);

    CloudEvent event = events("said").get(0);
    assertThat(event.getType()).isEqualTo("dev.cdevents.pipelinerun.finished.0.3.0");
    assertThat(data(event).at("/subject/content/outcome").asText()).isEqualTo("failure");
    assertThat(event.getExtension("partitionkey")).isNotNull();
  }

  @Test
  void a_cdevent_that_is_posted_as_a_webhook_becomes_an_event_of_the_hub() throws IOException {
    String body = Files.readString(SAMPLES.resolve("cdevents/artifact.signed.json"));

    assertThat(
            hub.post(
                    "/webhooks/signer",
                    body,
                    "Content-Type",
                    "application/json",
                    "Authorization",
                    "Bearer token")
                .statusCode())
        .isEqualTo(202);

    assertThat(events("ci"))
        .singleElement()
        .satisfies(event -> assertThat(event.getType()).isEqualTo("artifact.signed"));
  }

  @Test
  void cdevents_pass_the_door_for_cloudevents_unchanged_and_map_back_where_asked()
      throws IOException {
    List<Path> files = conformance();
    for (Path file : files) {
      byte[] body = Files.readAllBytes(file);
      assertThat(post("/events", file, body)).as(file.toString()).isEqualTo(202);
      assertThat(post("/events/tools", file, named(body, file))).as(file.toString()).isEqualTo(202);
    }

    Map<String, CloudEvent> came = byId("came");
    for (Path file : files) {
      CloudEvent event = came.get(file.getFileName().toString());
      assertThat(event.getData().toBytes()).as(file.toString()).isEqualTo(Files.readAllBytes(file));
      assertThat(event.getType()).startsWith("dev.cdevents.");
    }
    assertThat(events("mapped"))
        .extracting(CloudEvent::getType)
        .contains("pipeline.started", "artifact.signed", "dev.cdevents.ticket.closed.0.2.0")
        .doesNotContain("dev.cdevents.pipelinerun.started.0.3.0")
        .hasSameSizeAs(files);
  }

  /** The files share one id; here each has its name for one. */
  private static byte[] named(byte[] body, Path file) {
    return new String(body, StandardCharsets.UTF_8)
        .replaceFirst("\"id\": \"[^\"]*\"", "\"id\": \"" + file.getFileName() + "\"")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static int post(String path, Path file, byte[] body) throws IOException {
    JsonNode event = JSON.readTree(body);
    return hub.post(
            path,
            new String(body, StandardCharsets.UTF_8),
            "Content-Type",
            "application/json",
            "Authorization",
            "Bearer token",
            "ce-specversion",
            "1.0",
            "ce-id",
            file.getFileName().toString(),
            "ce-source",
            event.at("/context/source").asText(),
            "ce-type",
            event.at("/context/type").asText(),
            "ce-subject",
            event.at("/subject/id").asText().replace("%", "%25"))
        .statusCode();
  }

  private static List<Path> conformance() throws IOException {
    try (Stream<Path> files =
        Files.list(Corpora.require("cdevents-spec-v0.5.1").resolve("conformance"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static List<CloudEvent> events(String channel) {
    return hub
        .hub()
        .ledger()
        .events()
        .find(new EventQuery(channel, null, null, Set.of(), null, null, null), 0, 100)
        .stream()
        .map(StoredEvent::event)
        .toList();
  }

  private static Map<String, CloudEvent> byId(String channel) {
    return events(channel).stream().collect(Collectors.toMap(CloudEvent::getId, event -> event));
  }

  private static JsonNode data(CloudEvent event) throws IOException {
    return JSON.readTree(event.getData().toBytes());
  }
}
