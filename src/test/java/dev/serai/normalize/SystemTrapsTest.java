package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.normalize.Normalizers.Vocabulary;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What senders send other than one would think. */
class SystemTrapsTest {

  private static final String SECRET = "not to be copied";

  @Nested
  class CircleCi {

    @Test
    void the_project_s_display_name_is_not_its_repository() {
      assertThat(data("circleci/job-completed.success").at("/repository").textValue())
          .isEqualTo("caravan-works/harbor");
    }

    @Test
    void a_project_with_an_opaque_slug_is_known_by_its_address() {
      assertThat(data("circleci/job-completed.success.gitlab_project").at("/repository"))
          .hasToString("\"caravan/port/harbor\"");
      assertThat(data("circleci/job-completed.success.github_app.tag").at("/repository"))
          .hasToString("\"caravan/port/harbor\"");
    }

    @Test
    void a_project_without_any_address_keeps_its_slug() {
      JsonNode golden = Samples.golden("circleci/job-completed.success.gitlab_project.json");
      ((ObjectNode) golden.at("/message/pipeline")).remove("trigger_parameters");

      assertThat(json(events("circleci", golden).get(0)).at("/repository").textValue())
          .startsWith("circleci/89xc");
    }

    @Test
    void a_build_of_a_tag_has_no_branch_and_an_empty_tag_is_none() {
      JsonNode tagged = data("circleci/workflow-completed.success.tag").path("metadata");
      JsonNode branch = data("circleci/job-completed.success.gitlab_project").path("metadata");

      assertThat(tagged.path("branch").isNull()).isTrue();
      assertThat(tagged.path("tag").textValue()).isEqualTo("v2.4.0");
      assertThat(branch.path("tag").isNull()).isTrue();
      assertThat(branch.path("branch").textValue()).isEqualTo("main");
    }

    @Test
    void a_run_that_the_api_started_has_no_author() {
      assertThat(
              data("circleci/workflow-completed.canceled.no_branch.no_author")
                  .at("/metadata/author")
                  .isNull())
          .isTrue();
    }

    @Test
    void two_workflows_of_one_pipeline_are_two_events_of_one_pipeline_id() {
      JsonNode golden = Samples.golden("circleci/workflow-completed.success.json");
      CloudEvent first = events("circleci", golden).get(0);
      ObjectNode message = (ObjectNode) golden.path("message");
      message.put("id", "another");
      ((ObjectNode) message.path("workflow")).put("id", "another-workflow");

      CloudEvent second = events("circleci", golden).get(0);

      assertThat(second.getId()).isNotEqualTo(first.getId());
      assertThat(second.getSubject()).isNotEqualTo(first.getSubject());
      assertThat(json(second).path("pipeline_id")).isEqualTo(json(first).path("pipeline_id"));
    }

    @Test
    void a_ping_has_no_pipeline_and_is_ignored() {
      assertThat(normalized("circleci/ping"))
          .isEqualTo(new Normalized.Ignored("CircleCI asks whether the hub answers"));
    }
  }

  @Nested
  class Jenkins {

    @Test
    void of_two_notifications_at_each_end_only_one_counts() {
      assertThat(normalized("jenkins/queued")).isInstanceOf(Normalized.Ignored.class);
      assertThat(normalized("jenkins/completed")).isInstanceOf(Normalized.Ignored.class);
    }

    @Test
    void a_retry_that_went_through_twice_is_one_event_though_nothing_names_it() {
      RawMessage message = Samples.message(Samples.golden("jenkins/finalized.unstable.json"));
      RawMessage again =
          new RawMessage("door", "another-id", "", Map.of(), message.body(), Samples.RECEIVED);
      Normalizer jenkins = Samples.builtIn("jenkins", Vocabulary.HUB);

      assertThat(jenkins.normalize(again)).isEqualTo(jenkins.normalize(message));
    }

    @Test
    void the_id_is_made_of_the_build_and_its_phase() {
      // printf 'https://ci.siraf.example/job/caravan/job/harbor/19/#STARTED' | sha256sum
      assertThat(events("jenkins", Samples.golden("jenkins/started.json")).get(0).getId())
          .isEqualTo("944ffeb05a6ad3ee99a7f5e004bff110e0b374043e671baf329ac6a1aba9156a");
    }

    @Test
    void the_exit_code_and_the_failed_tests_come_of_the_log_and_the_summary() {
      JsonNode failure = data("jenkins/finalized.failure.tests").path("failure_context");

      assertThat(failure.path("exit_code").intValue()).isEqualTo(137);
      assertThat(failure.path("error_patterns").toString())
          .isEqualTo("[\"example.TideTest.ebb\",\"[ERROR] Tests are in error: TideTest\"]");
    }

    @Test
    void a_build_without_source_control_or_time_is_known_by_its_job() {
      CloudEvent event =
          events(
                  "jenkins",
                  Samples.golden("jenkins/finalized.not_built.no_timestamp.no_root_url.json"))
              .get(0);

      assertThat(event.getTime().toInstant()).isEqualTo(Samples.RECEIVED);
      assertThat(event.getExtension("partitionkey")).isEqualTo("harbor");
      assertThat(event.getSource()).hasToString("job/caravan/job/harbor/");
      assertThat(json(event).path("repository").isNull()).isTrue();
    }

    @Test
    void the_repository_is_the_path_of_any_kind_of_address() {
      assertThat(data("jenkins/finalized.failure.tests").path("repository").textValue())
          .isEqualTo("caravan-works/harbor");
      assertThat(data("jenkins/finalized.unstable").path("repository").textValue())
          .isEqualTo("caravan-works/harbor");
      assertThat(data("jenkins/started").path("repository").textValue())
          .isEqualTo("caravan-works/harbor");
    }

    @Test
    void each_artifact_is_an_event_besides_the_end_of_the_pipeline() {
      assertThat(events("jenkins", Samples.golden("jenkins/finalized.success.artifacts.json")))
          .extracting(CloudEvent::getType)
          .containsExactly(
              "pipeline.completed", "artifact.created", "artifact.created", "artifact.created");
    }
  }

  @Nested
  class Shopify {

    @Test
    void newer_names_of_the_headers_are_known_too() {
      CloudEvent event =
          events("shopify", Samples.golden("shopify/inventory_levels_disconnect.json")).get(0);

      assertThat(event.getId()).isEqualTo("b54557e4-bdd9-4b37-8a5f-bf7d70bcd043");
      assertThat(event.getSource()).hasToString("https://siraf.myshopify.example");
    }

    @Test
    void what_happens_to_one_order_keeps_its_order() {
      for (String name : List.of("orders_create", "fulfillments_update", "refunds_create")) {
        assertThat(
                events("shopify", Samples.golden("shopify/" + name + ".json"))
                    .get(0)
                    .getExtension("partitionkey"))
            .isEqualTo("siraf.myshopify.example/orders/450789469");
      }
    }

    @Test
    void without_its_headers_the_door_names_topic_and_source() {
      RawMessage message =
          Samples.message("orders/delete", "{\"id\":1}".getBytes(StandardCharsets.UTF_8));
      Normalizer shopify = Samples.builtIn("shopify", Vocabulary.HUB);

      CloudEvent event = ((Normalized.Events) shopify.normalize(message)).events().get(0);

      assertThat(event.getType()).isEqualTo("order.deleted");
      assertThat(event.getSource()).hasToString("/door");
    }
  }

  @Nested
  class Stripe {

    @Test
    void a_payment_is_told_once() {
      assertThat(normalized("stripe/charge.succeeded.of_a_payment_intent"))
          .isEqualTo(new Normalized.Ignored("payment_intent.succeeded tells the same"));
    }

    @Test
    void thin_events_have_their_time_as_text_and_only_name_their_object() {
      JsonNode golden = Samples.golden("stripe/thin_event.json");
      Normalizer stripe = Samples.builtIn("stripe", Vocabulary.NATIVE);

      CloudEvent event =
          ((Normalized.Events) stripe.normalize(Samples.message(golden))).events().get(0);

      assertThat(event.getSubject()).isEqualTo("mtr_test_1");
      assertThat(event.getTime()).isEqualTo("2026-05-12T09:26:32.506Z");
    }
  }

  @Nested
  class Slack {

    @Test
    void an_interactive_message_comes_in_a_form() {
      String json = Samples.golden("slack/block_actions.json").path("message").toString();
      String form = "payload=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
      RawMessage message =
          Samples.message(
              "",
              Map.of("content-type", "application/x-www-form-urlencoded"),
              form.getBytes(StandardCharsets.UTF_8));
      Normalizer slack = Samples.builtIn("slack", Vocabulary.HUB);

      CloudEvent event = ((Normalized.Events) slack.normalize(message)).events().get(0);

      assertThat(event.getType()).isEqualTo("chat.action.taken");
      assertThat(event.getId()).isEqualTo("12466734323.1395872398");
    }

    @Test
    void a_message_without_workspace_is_malformed() {
      JsonNode golden = Samples.golden("slack/message.json");
      ((ObjectNode) golden.path("message")).remove("team_id");

      assertThatThrownBy(() -> events("slack", golden))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageContaining("$team (slack.yaml:")
          .hasMessageContaining("is missing");
    }
  }

  static List<String> filesWithSecrets() {
    return Samples.goldenFiles().stream()
        .filter(file -> Samples.golden(file).path("message").toString().contains(SECRET))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("filesWithSecrets")
  void tokens_and_personal_data_stay_out_of_the_hub_s_own_events(String file) {
    Normalized normalized =
        Samples.normalizer(file, Vocabulary.HUB).normalize(Samples.message(Samples.golden(file)));

    if (normalized instanceof Normalized.Events events) {
      assertThat(events.events())
          .allSatisfy(event -> assertThat(json(event).toString()).doesNotContain(SECRET));
    } else {
      assertThat(normalized.toString()).doesNotContain(SECRET);
    }
  }

  private static String system(String name) {
    return name.substring(0, name.indexOf('/'));
  }

  private static JsonNode data(String name) {
    return json(events(system(name), Samples.golden(name + ".json")).get(0));
  }

  private static Normalized normalized(String name) {
    return Samples.builtIn(system(name), Vocabulary.HUB)
        .normalize(Samples.message(Samples.golden(name + ".json")));
  }

  private static List<CloudEvent> events(String system, JsonNode golden) {
    Normalizer normalizer = Samples.builtIn(system, Vocabulary.HUB);
    return ((Normalized.Events) normalizer.normalize(Samples.message(golden))).events();
  }

  private static JsonNode json(CloudEvent event) {
    try {
      return Samples.JSON.readTree(event.getData().toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
