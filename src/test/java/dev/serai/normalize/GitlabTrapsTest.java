package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.normalize.Normalizers.Vocabulary;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What GitLab sends other than its name or its documentation lets expect. */
class GitlabTrapsTest {

  private static final String SHA = "5e1f0c7ba2d94d3f8f6c1c0f9e7a44d2b6a1c390";

  @Test
  void a_job_s_commit_id_is_the_id_of_its_pipeline() throws IOException {
    JsonNode data = data("build.canceled.without_pipeline_id");

    assertThat(data.at("/pipeline_id").textValue()).isEqualTo("90210");
    assertThat(data.at("/metadata/commit_sha").textValue()).isEqualTo(SHA);
  }

  @Test
  void a_failure_reason_is_told_only_of_a_job_that_failed() throws IOException {
    assertThat(data("build.success.failure_reason_set").at("/failure_context").isNull()).isTrue();
    assertThat(data("build.failed").at("/failure_context/error_patterns").toString())
        .isEqualTo("[\"script_failure\"]");
  }

  @Test
  void a_job_without_project_has_the_path_of_its_homepage_not_the_display_name()
      throws IOException {
    assertThat(data("build.failed").at("/repository").textValue())
        .isEqualTo("caravan-works/harbor");
  }

  @Test
  void a_path_may_have_four_segments() throws IOException {
    CloudEvent event = only("pipeline.success.tag.deep_group");

    assertThat(event.getExtension("partitionkey")).isEqualTo("caravan/works/port/quay-cranes");
  }

  @Test
  void the_times_of_release_18_are_mended() throws IOException {
    CloudEvent failed = only("pipeline.failed.runners_only.release_18_times");
    CloudEvent deployed = only("deployment.success");

    assertThat(failed.getTime()).isEqualTo("2026-05-12T09:04:02Z");
    assertThat(deployed.getTime()).isEqualTo("2026-05-12T09:26:32Z");
  }

  @Test
  void a_job_allowed_to_fail_did_not_fail_the_pipeline() throws IOException {
    JsonNode data = data("pipeline.failed");

    assertThat(data.at("/metadata/failed_jobs").toString()).isEqualTo("[\"unit\",\"image\"]");
    assertThat(data.at("/failure_context/error_patterns").toString())
        .isEqualTo("[\"script_failure\",\"runner_system_failure\"]");
    assertThat(data.at("/metadata/outcome").textValue()).isEqualTo("failure");
  }

  @Test
  void a_pipeline_that_only_runners_broke_is_an_error() throws IOException {
    JsonNode data = data("pipeline.failed.runners_only.release_18_times");

    assertThat(data.at("/metadata/outcome").textValue()).isEqualTo("error");
    assertThat(data.at("/failure_context/duration_ms").longValue()).isEqualTo(241_600);
  }

  @Test
  void a_deleted_branch_has_no_checkout_sha_and_no_native_subject() {
    List<CloudEvent> events = events(Vocabulary.NATIVE, "push.branch_deleted");

    assertThat(events.get(0).getSubject()).isNull();
  }

  @Test
  void a_push_lists_fewer_commits_than_it_has() throws IOException {
    List<CloudEvent> events = events(Vocabulary.HUB, "push.two_of_many_commits");

    assertThat(events).hasSize(2);
    assertThat(json(events.get(0)).at("/metadata/commits_in_push").intValue()).isEqualTo(41);
  }

  @Test
  void a_vulnerability_without_project_is_known_by_its_address() throws IOException {
    assertThat(data("vulnerability.detected").at("/repository").textValue())
        .isEqualTo("caravan-works/harbor");
  }

  @Test
  void the_uuid_that_changes_with_each_sending_is_no_id() {
    CloudEvent event = only("pipeline.failed");

    assertThat(event.getId()).isEqualTo("8a1f1f54-11c7-4f25-9d0c-1f0de3cbb3e2");
  }

  @Test
  void a_deployment_s_commit_is_the_long_one_of_its_address() throws IOException {
    assertThat(data("deployment.success").at("/metadata/commit_sha").textValue()).isEqualTo(SHA);
  }

  @Test
  void a_hook_that_the_owner_s_template_shaped_is_ignored_not_refused() {
    Normalizer gitlab = Samples.builtIn("gitlab", Vocabulary.HUB);

    assertThat(gitlab.normalize(Samples.message("", "{\"text\":\"anything\"}")))
        .isEqualTo(
            new Normalized.Ignored(
                "message tells nothing about builds, deployments or vulnerabilities"));
  }

  @Test
  void an_unknown_status_is_ignored_with_its_name() {
    JsonNode golden = Samples.golden("gitlab/pipeline.manual.json");
    ((ObjectNode) golden.at("/message/object_attributes")).put("status", "waiting_for_callback");

    assertThat(Samples.builtIn("gitlab", Vocabulary.HUB).normalize(Samples.message(golden)))
        .isEqualTo(new Normalized.Ignored("the pipeline is waiting_for_callback"));
  }

  private static JsonNode data(String name) throws IOException {
    return json(only(name));
  }

  private static CloudEvent only(String name) {
    List<CloudEvent> events = events(Vocabulary.HUB, name);
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static List<CloudEvent> events(Vocabulary vocabulary, String name) {
    JsonNode golden = Samples.golden("gitlab/" + name + ".json");
    Normalizer gitlab = Samples.builtIn("gitlab", vocabulary);
    return ((Normalized.Events) gitlab.normalize(Samples.message(golden))).events();
  }

  private static JsonNode json(CloudEvent event) throws IOException {
    return Samples.JSON.readTree(event.getData().toBytes());
  }
}
