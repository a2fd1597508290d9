package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.Corpora;
import dev.serai.event.Extensions;
import dev.serai.event.HubEvent;
import dev.serai.event.JsonEvents;
import dev.serai.normalize.Normalizers.Vocabulary;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hub's own events in the words of CDEvents 0.5.1, and CDEvents in those of the hub. */
class CdEventsTest {

  private static final Normalizer BACK = Samples.builtIn("cdevents", Vocabulary.HUB);
  private static final Normalizer AS_IT_CAME = Samples.builtIn("cdevents", Vocabulary.CDEVENTS);

  @Test
  void every_event_that_any_sender_is_mapped_to_is_valid_by_its_schema() throws IOException {
    CdEventsSchemas schemas = CdEventsSchemas.require();
    Set<String> types = new TreeSet<>();

    for (String file : Samples.goldenFiles()) {
      for (CloudEvent event : said(file)) {
        JsonEvents.validate(event);
        JsonNode data = data(event);
        schemas.assertValid(file, data);
        types.add(event.getType());
        assertThat(data.at("/context/id").asText()).as(file).isEqualTo(event.getId());
        assertThat(data.at("/context/type").asText()).as(file).isEqualTo(event.getType());
        assertThat(data.at("/context/source").asText())
            .as(file)
            .isEqualTo(event.getSource().toString());
        assertThat(data.at("/subject/id").asText()).as(file).isEqualTo(event.getSubject());
      }
    }
    assertThat(types)
        .contains(
            "dev.cdevents.pipelinerun.queued.0.3.0",
            "dev.cdevents.pipelinerun.started.0.3.0",
            "dev.cdevents.pipelinerun.finished.0.3.0",
            "dev.cdevents.taskrun.started.0.3.0",
            "dev.cdevents.taskrun.finished.0.3.0",
            "dev.cdevents.artifact.packaged.0.3.0",
            "dev.cdevents.artifact.published.0.3.0",
            "dev.cdevents.service.deployed.0.3.0",
            "dev.cdeventsx.github-commit.created.0.1.0",
            "dev.cdeventsx.gitlab-deployment.failed.0.1.0",
            "dev.cdeventsx.shopify-order.created.0.1.0");
  }

  @Test
  void what_a_sender_s_message_becomes_has_the_ids_and_keys_of_the_hub_s_own_events() {
    for (String file : Samples.goldenFiles()) {
      assertThat(said(file).stream().map(CdEventsTest::identity))
          .as(file)
          .isEqualTo(hubs(file).stream().map(CdEventsTest::identity).toList());
    }
  }

  private static String identity(CloudEvent event) {
    return event.getId() + " " + event.getSource() + " " + Extensions.partitionKey(event);
  }

  @ParameterizedTest
  @CsvSource({
    "github/workflow_run.completed.failure.json, dev.cdevents.pipelinerun.finished.0.3.0, failure",
    "github/workflow_run.completed.timed_out.json, dev.cdevents.pipelinerun.finished.0.3.0, error",
    "github/workflow_run.completed.stale.json, dev.cdevents.pipelinerun.finished.0.3.0, cancel",
    "github/workflow_job.completed.success.json, dev.cdevents.taskrun.finished.0.3.0, success",
    "gitlab/pipeline.canceled.json, dev.cdevents.pipelinerun.finished.0.3.0, cancel",
    "circleci/workflow-completed.unauthorized.json, dev.cdevents.pipelinerun.finished.0.3.0, error",
    "jenkins/finalized.unstable.json, dev.cdevents.pipelinerun.finished.0.3.0, failure"
  })
  void outcomes_are_those_that_the_schema_knows(String file, String type, String outcome) {
    CloudEvent event = said(file).get(0);

    assertThat(event.getType()).isEqualTo(type);
    assertThat(data(event).at("/subject/content/outcome").asText()).isEqualTo(outcome);
  }

  @Test
  void every_event_of_pipelines_builds_artifacts_and_deployments_comes_back_as_it_was() {
    for (String file : Samples.goldenFiles()) {
      List<CloudEvent> hub = hubs(file);
      List<CloudEvent> said = said(file);
      for (int i = 0; i < hub.size(); i++) {
        CloudEvent back = events(BACK, message(said.get(i).getData().toBytes())).get(0);

        assertThat(back.getType()).as(file).isEqualTo(hub.get(i).getType());
        assertThat(back.getId()).as(file).isEqualTo(hub.get(i).getId());
        for (String member : List.of("/repository", "/pipeline_id", "/metadata/commit_sha")) {
          assertThat(text(back, member)).as(file + member).isEqualTo(text(hub.get(i), member));
        }
      }
    }
  }

  private static String text(CloudEvent event, String member) {
    JsonNode data = data(event).at(member);
    return data.isMissingNode() || data.isNull() ? "" : data.asText();
  }

  @Test
  void the_conformance_files_pass_a_webhook_byte_by_byte() throws IOException {
    for (Path file : conformance()) {
      byte[] body = Files.readAllBytes(file);
      CloudEvent event = events(AS_IT_CAME, message(body)).get(0);

      JsonNode came = Samples.JSON.readTree(body);
      assertThat(event.getData().toBytes()).as(file.toString()).isEqualTo(body);
      assertThat(event.getType()).isEqualTo(came.at("/context/type").asText());
      assertThat(event.getId()).isEqualTo(came.at("/context/id").asText());
      assertThat(event.getSource()).hasToString(came.at("/context/source").asText());
      assertThat(event.getSubject()).isEqualTo(came.at("/subject/id").asText());
    }
  }

  @Test
  void the_conformance_files_become_the_hub_s_events_or_a_reason_for_none() throws IOException {
    Map<String, String> types =
        conformance().stream()
            .collect(
                Collectors.toMap(file -> file.getFileName().toString(), CdEventsTest::hubType));

    assertThat(types)
        .containsEntry("pipelinerun_queued.json", "pipeline.queued")
        .containsEntry("pipelinerun_started.json", "pipeline.started")
        .containsEntry("pipelinerun_finished.json", "pipeline.failed")
        .containsEntry("taskrun_finished.json", "build.completed")
        .containsEntry("build_started.json", "build.started")
        .containsEntry("artifact_packaged.json", "artifact.created")
        .containsEntry("artifact_signed.json", "artifact.signed")
        .containsEntry("service_deployed.json", "deployment.verified")
        .containsEntry("service_rolledback.json", "deployment.failed")
        .containsEntry("incident_detected.json", "the incident is no vulnerability")
        .containsEntry(
            "ticket_closed.json", "dev.cdevents.ticket.closed has no event of the hub's");
  }

  private static String hubType(Path file) {
    try {
      Normalized normalized = BACK.normalize(message(Files.readAllBytes(file)));
      return normalized instanceof Normalized.Events events
          ? events.events().get(0).getType()
          : ((Normalized.Ignored) normalized).reason();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Path> conformance() throws IOException {
    try (Stream<Path> files =
        Files.list(Corpora.require(CdEventsSchemas.FOLDER).resolve("conformance"))) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  @Test
  void what_is_signed_says_by_which_signature() {
    CloudEvent event =
        events(
                BACK,
                message(
                    """
                    {"context": {"specversion": "0.5.1", "id": "s-1", "source": "/signer",
                      "type": "dev.cdevents.artifact.signed.0.3.0", "timestamp": "2026-05-12T09:26:32Z"},
                     "subject": {"id": "pkg:oci/harbor@sha256%3A0b31", "content": {"signature": "MEYC"}}}
                    """))
            .get(0);

    assertThat(event.getType()).isEqualTo("artifact.signed");
    assertThat(text(event, "/metadata/signature")).isEqualTo("MEYC");
    assertThat(text(event, "/metadata/artifact/name")).isEqualTo("harbor");
    assertThat(text(event, "/metadata/artifact/type")).isEqualTo("oci");
  }

  @Test
  void a_message_that_is_no_cdevent_is_refused_with_what_is_missing() {
    assertThatThrownBy(() -> AS_IT_CAME.normalize(message("{\"id\": \"4711\"}")))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(".context.specversion");
  }

  @Test
  void events_that_a_normalizer_ignores_or_cannot_read_stay_as_they_are() {
    HubEvent order = event("order.placed", "application/json", "{\"total\": 12}");
    HubEvent text = event("dev.cdevents.build.started.0.3.0", "text/plain", "hello");
    HubEvent cdEvent =
        HubEvent.builder(
                event(
                    "dev.cdevents.build.started.0.3.0",
                    "application/json",
                    """
                    {"context": {"specversion": "0.5.1", "id": "b-1", "source": "/ci",
                      "type": "dev.cdevents.build.started.0.3.0", "timestamp": "2026-05-12T09:26:32Z"},
                     "subject": {"id": "build-7", "content": {}}}
                    """))
            .extension("traceparent", "00-1-2-01")
            .build();

    List<CloudEvent> made =
        new EventNormalizer(BACK).normalize("events", List.of(order, text, cdEvent));

    assertThat(made.subList(0, 2)).containsExactly(order, text);
    assertThat(made.get(2).getType()).isEqualTo("build.started");
    assertThat(made.get(2).getExtension("traceparent")).isEqualTo("00-1-2-01");
  }

  private static HubEvent event(String type, String contentType, String data) {
    return HubEvent.builder()
        .id("4711")
        .source("/shop")
        .type(type)
        .dataContentType(contentType)
        .data(data.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "github, Acme/Harbor, v1.2, pkg:github/acme/harbor@v1.2",
    "npm, @acme/harbor, 1.2.0, pkg:npm/%40acme/harbor@1.2.0",
    "oci, harbor, sha256:0b31, pkg:oci/harbor@sha256%3A0b31",
    "Maven, dev.acme/Harbor, , pkg:maven/dev.acme/Harbor",
    "generic, a b//ü, 1, pkg:generic/a%20b/%C3%BC@1"
  })
  void package_urls_are_written_as_their_specification_wants(
      String type, String path, String version, String purl) {
    assertThat(Purl.of(type, path, version)).isEqualTo(purl);
  }

  private static List<CloudEvent> said(String file) {
    return of(file, Vocabulary.CDEVENTS);
  }

  private static List<CloudEvent> hubs(String file) {
    return of(file, Vocabulary.HUB);
  }

  private static List<CloudEvent> of(String file, Vocabulary vocabulary) {
    return events(Samples.normalizer(file, vocabulary), Samples.message(Samples.golden(file)));
  }

  private static List<CloudEvent> events(Normalizer normalizer, RawMessage message) {
    return normalizer.normalize(message) instanceof Normalized.Events events
        ? events.events()
        : new ArrayList<>();
  }

  private static RawMessage message(String body) {
    return message(body.getBytes(StandardCharsets.UTF_8));
  }

  private static RawMessage message(byte[] body) {
    return Samples.message("", Map.of(), body);
  }

  private static JsonNode data(CloudEvent event) {
    try {
      return Samples.JSON.readTree(event.getData().toBytes());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
