package dev.serai.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.LogLines;
import dev.serai.delivery.Failure;
import dev.serai.ledger.SeenIds;
import dev.serai.manage.view.DeadLetterView;
import dev.serai.manage.view.EventView;
import dev.serai.manage.view.GroupView;
import dev.serai.manage.view.IgnoredView;
import dev.serai.manage.view.Page;
import dev.serai.manage.view.ParkedView;
import dev.serai.manage.view.Preview;
import dev.serai.manage.view.RedriveView;
import dev.serai.manage.view.ReplayView;
import dev.serai.observe.Web;
import io.cloudevents.CloudEvent;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManageApiTest {

  private static Vertx vertx;

  @TempDir Path folder;
  private final List<CloudEvent> handled = new CopyOnWriteArrayList<>();
  private final LogLines audit = new LogLines("dev.serai.audit");
  private ManagedHub hub;
  private volatile boolean mended;

  @BeforeAll
  static void start_vertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop_vertx() {
    vertx.close();
  }

  @BeforeEach
  void start_a_hub() {
    hub = new ManagedHub(folder, vertx);
  }

  @AfterEach
  void stop_it() {
    hub.close();
    audit.close();
  }

  @Test
  void nobody_comes_in_without_the_token() throws Exception {
    HttpResponse<String> without = Web.get(hub.port(), "/manage/groups");
    String wrong = ManagementToken.random().secret();
    HttpResponse<String> guessed =
        Web.send(
            "POST",
            hub.port(),
            "/manage/dead-letters/purge",
            "{\"all\":true}",
            "Authorization",
            "Bearer " + wrong);

    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.headers().firstValue("www-authenticate")).hasValue("Bearer");
    assertThat(without.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(without.body()).contains("hub.json");
    assertThat(guessed.statusCode()).isEqualTo(401);
    assertThat(audit.all()).isEmpty();
  }

  @Test
  void the_token_prints_nowhere() {
    assertThat(hub.token.toString()).doesNotContain(hub.token.secret());
    assertThat(hub.token.secret()).hasSize(43).isNotEqualTo(ManagementToken.random().secret());
  }

  @Test
  void a_paused_group_is_called_no_more_until_it_is_resumed() throws Exception {
    serve(1);
    GroupView paused =
        ManagedHub.read(hub.post("/groups/ci.events/healer/pause", ""), GroupView.class);
    hub.publish("1", "build.completed", "{}");

    assertThat(paused.paused()).isTrue();
    await()
        .untilAsserted(
            () ->
                assertThat(hub.page("/groups", GroupView.class).items())
                    .singleElement()
                    .satisfies(group -> assertThat(group.lagEvents()).isEqualTo(1)));
    assertThat(handled).isEmpty();

    GroupView resumed =
        ManagedHub.read(hub.post("/groups/ci.events/healer/resume", ""), GroupView.class);
    assertThat(resumed.paused()).isFalse();
    await().until(() -> handled.size() == 1);
    assertThat(audit.all())
        .satisfiesExactly(
            line -> assertThat(line).contains("operator at 127.0.0.1 paused a group", "healer"),
            line -> assertThat(line).contains("resumed a group"));
  }

  @Test
  void a_group_that_is_not_served_is_refused_with_those_that_are() throws Exception {
    serve(1);

    HttpResponse<String> answer = hub.post("/groups/ci.events/heeler/pause", "");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("'heeler'", "served are ci.events/healer");
  }

  @Test
  void a_group_that_nobody_serves_is_listed_and_can_be_removed() throws Exception {
    serve(1);
    hub.ledger.groups().create("ci.events", "old", true).toCompletableFuture().join();
    hub.publish("1", "build.completed", "{}");

    assertThat(hub.page("/groups", GroupView.class).items())
        .filteredOn(group -> group.route() == null)
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.group()).isEqualTo("old");
              assertThat(group.lagEvents()).isEqualTo(1);
              assertThat(group.trouble()).isEqualTo("no route serves it");
            });
    HttpResponse<String> served = hub.post("/groups/ci.events/healer/remove", "");
    HttpResponse<String> unknown = hub.post("/groups/ci.events/odl/remove", "");
    GroupView removed =
        ManagedHub.read(hub.post("/groups/ci.events/old/remove", ""), GroupView.class);

    assertThat(served.statusCode()).isEqualTo(409);
    assertThat(served.body()).contains("is served by route 'heal'; remove the route first");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("no group 'odl'", "not served are ci.events/old");
    assertThat(removed.group()).isEqualTo("old");
    assertThat(hub.page("/groups", GroupView.class).items())
        .extracting(GroupView::group)
        .containsExactly("healer");
    assertThat(audit.all()).singleElement().asString().contains("removed a group", "old");
  }

  @Test
  void events_are_read_page_by_page_in_the_cloudevents_format() throws Exception {
    for (int i = 1; i <= 5; i++) {
      hub.publish("e" + i, i % 2 == 0 ? "build.completed" : "pipeline.failed", "{\"n\":" + i + "}");
    }

    Page<EventView> first =
        hub.page("/events?channel=ci.events&type=pipeline.*&limit=2", EventView.class);
    Page<EventView> second =
        hub.page(
            "/events?channel=ci.events&type=pipeline.*&limit=2&after=" + first.next(),
            EventView.class);

    assertThat(first.items()).extracting(view -> view.event().getId()).containsExactly("e1", "e3");
    assertThat(second.items()).extracting(view -> view.event().getId()).containsExactly("e5");
    assertThat(second.next()).isNull();
    assertThat(hub.get("/events?id=e2").body())
        .contains("\"specversion\":\"1.0\"", "\"data\":{\"n\":2}", "\"channel\":\"ci.events\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/events?chanel=x    | unknown parameter 'chanel'; known are after, channel",
        "/events?limit=1001  | limit wants a whole number from 1 to 1000, but is '1001'",
        "/events?after=-1    | after wants a whole number from 0",
        "/events?since=today | since wants a time such as 2026-11-21T09:00:00Z, but is 'today'",
        "/parked             | parameter 'channel' is missing",
        "/dead-letters?redriven=yes | redriven wants true or false, but is 'yes'",
        "/dead-letters/one   | id wants a whole number from 0, but is 'one'"
      })
  void a_mistake_in_a_question_is_told(String path, String said) throws Exception {
    HttpResponse<String> answer = hub.get(path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(said);
  }

  @Test
  void dead_letters_are_listed_and_shown_with_their_attempts() throws Exception {
    givenDeadLetters("1", "2");

    List<DeadLetterView> listed =
        hub.page("/dead-letters?group=healer", DeadLetterView.class).items();
    DeadLetterView shown =
        ManagedHub.read(hub.get("/dead-letters/" + listed.get(0).id()), DeadLetterView.class);

    assertThat(listed).extracting(letter -> letter.event().getId()).containsExactly("1", "2");
    assertThat(shown.route()).isEqualTo("heal");
    assertThat(shown.attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.message()).isEqualTo("not yet"));
    assertThat(hub.get("/dead-letters/4711").body()).contains("there is no dead letter 4711");
  }

  @Test
  void a_dry_redrive_tells_what_it_would_send_and_sends_nothing() throws Exception {
    givenDeadLetters("1", "2");

    Preview<DeadLetterView> preview =
        ManagedHub.preview(
            hub.post("/dead-letters/redrive", "{\"dryRun\": true}"), DeadLetterView.class);

    assertThat(preview.count()).isEqualTo(2);
    assertThat(preview.sample()).hasSize(2);
    assertThat(hub.page("/dead-letters", DeadLetterView.class).items()).hasSize(2);
    assertThat(audit.all()).isEmpty();
  }

  @Test
  void a_redrive_sends_edited_events_and_tells_how_far_it_is() throws Exception {
    givenDeadLetters("1", "2");
    mended = true;

    HttpResponse<String> answer =
        hub.post(
            "/dead-letters/redrive",
            "{\"query\": {\"group\": \"healer\"}, \"edit\": {\"branch\": \"main\"}}");

    assertThat(answer.statusCode()).isEqualTo(202);
    RedriveView begun = ManagedHub.read(answer, RedriveView.class);
    assertThat(begun.total()).isEqualTo(2);
    await().until(() -> handled.size() == 2);
    assertThat(handled)
        .allSatisfy(
            event ->
                assertThat(new String(event.getData().toBytes(), UTF_8))
                    .contains("\"branch\":\"main\""));
    await().until(() -> redrive(begun.id()).state().equals("done"));
    assertThat(redrive(begun.id()).sent()).isEqualTo(2);
    assertThat(hub.page("/dead-letters", DeadLetterView.class).items()).isEmpty();
    assertThat(hub.page("/dead-letters?redriven=true", DeadLetterView.class).items()).hasSize(2);
    await().until(() -> audit.all().size() == 2);
    assertThat(audit.all().get(0)).contains("began redrive 1 of 2 dead letters", "\"healer\"");
    assertThat(audit.all().get(1)).contains("ended redrive 1 (done): 2 sent, 0 skipped");
  }

  @Test
  void a_misspelt_member_is_refused_before_anything_is_done() throws Exception {
    givenDeadLetters("1");

    HttpResponse<String> answer = hub.post("/dead-letters/redrive", "{\"dryrun\": true}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("unknown member 'dryrun'; known are dryRun, edit, query, rate");
    assertThat(hub.page("/dead-letters", DeadLetterView.class).items()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/dead-letters/redrive | {\"rate\": -1}             | the rate must be 0",
        "/dead-letters/redrive | {\"rate\": \"fast\"}       | the body cannot be read",
        "/dead-letters/redrive | {\"dryRun\": true          | the body cannot be read",
        "/dead-letters/redrive | {\"query\": {\"since\": \"now\"}} | a time looks like",
        "/replays              | {\"channel\": \"ci.events\"} | wants 'channel' and 'group'",
        "/replays | {\"channel\":\"ci.events\",\"group\":\"x\"} | no route serves group 'x'",
        "/replays | {\"channel\":\"metrics.raw\",\"group\":\"x\"} | channel 'metrics.raw' keeps no log",
        "/replays | {\"channel\":\"metrics.raw\",\"group\":\"x\",\"dryRun\":true} | keeps no log"
      })
  void a_mistake_in_an_order_is_told(String path, String body, String said) throws Exception {
    HttpResponse<String> answer = hub.post(path, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(said);
  }

  @Test
  void purging_everything_must_be_said() throws Exception {
    givenDeadLetters("1", "2", "3");

    HttpResponse<String> vague = hub.post("/dead-letters/purge", "{}");
    HttpResponse<String> one =
        hub.post("/dead-letters/purge", "{\"query\": {\"id\": 1}, \"reason\": \"test\\nrun\"}");
    HttpResponse<String> all = hub.post("/dead-letters/purge", "{\"all\": true}");

    assertThat(vague.statusCode()).isEqualTo(400);
    assertThat(vague.body()).contains("would delete every dead letter");
    assertThat(one.body()).isEqualTo("{\"purged\":1}");
    assertThat(all.body()).isEqualTo("{\"purged\":2}");
    assertThat(audit.all())
        .satisfiesExactly(
            line -> assertThat(line).contains("purged 1 dead letters", "test\\nrun"),
            line -> assertThat(line).contains("purged 2 dead letters"));
  }

  @Test
  void a_replay_is_previewed_begun_and_listed() throws Exception {
    mended = true;
    serve(1);
    hub.publish("1", "build.completed", "{}");
    hub.publish("2", "pipeline.failed", "{}");
    await().until(() -> handled.size() == 2);
    String order =
        "{\"channel\":\"ci.events\",\"group\":\"healer\",\"query\":{\"types\":[\"build.*\"]}%s}";

    Preview<EventView> preview =
        ManagedHub.preview(
            hub.post("/replays", order.formatted(",\"dryRun\":true")), EventView.class);
    assertThat(preview.count()).isEqualTo(1);
    assertThat(hub.page("/replays", ReplayView.class).items()).isEmpty();

    ReplayView begun = ManagedHub.read(hub.post("/replays", order.formatted("")), ReplayView.class);
    await().until(() -> handled.size() == 3);
    await().until(() -> replay(begun.id()).state().equals("done"));
    assertThat(replay(begun.id()).replayed()).isEqualTo(1);
    assertThat(handled.get(2).getId()).isEqualTo("1");
    HttpResponse<String> late = hub.post("/replays/" + begun.id() + "/cancel", "");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("is done; only one that runs can be cancelled");
    assertThat(audit.all()).singleElement().asString().contains("began replay " + begun.id());
  }

  @Test
  void parked_and_ignored_deliveries_are_listed() throws Exception {
    serve(2);
    hub.publish("1", "pipeline.failed", "{}");
    hub.ledger
        .seen()
        .ignored(new SeenIds.Ignored("github", "d-1", "star", "no event", Instant.now()))
        .toCompletableFuture()
        .join();

    await()
        .untilAsserted(
            () ->
                assertThat(
                        hub.page("/parked?channel=ci.events&group=healer", ParkedView.class)
                            .items())
                    .singleElement()
                    .satisfies(
                        parked -> {
                          assertThat(parked.event().getId()).isEqualTo("1");
                          assertThat(parked.attempts()).hasSize(1);
                          assertThat(parked.origin()).isEqualTo("bus");
                        }));
    assertThat(hub.page("/ignored?connector=github", IgnoredView.class).items())
        .singleElement()
        .satisfies(ignored -> assertThat(ignored.event()).isEqualTo("star"));
    assertThat(hub.page("/ignored?connector=gitlab", IgnoredView.class).items()).isEmpty();
  }

  @Test
  void the_metrics_tell_what_delivery_did() throws Exception {
    givenDeadLetters("1", "2");
    hub.publish("3", "build.completed", "{}");
    await().until(() -> handled.size() == 1);

    await()
        .untilAsserted(
            () ->
                assertThat(Web.get(hub.port(), "/observe/metrics").body().lines())
                    .contains(
                        "serai_published_events_total{channel=\"ci.events\"} 3.0",
                        "serai_delivery_attempts_total{channel=\"ci.events\",group=\"healer\",outcome=\"dead-letter\"}"
                            + " 2.0",
                        "serai_delivery_attempts_total{channel=\"ci.events\",group=\"healer\",outcome=\"success\"}"
                            + " 1.0",
                        "serai_dead_letters_total{channel=\"ci.events\",group=\"healer\",reason=\"attempts-exhausted\"}"
                            + " 2.0",
                        "serai_dead_letters_pending 2.0",
                        "serai_group_lag_events{channel=\"ci.events\",group=\"healer\"} 0.0",
                        "serai_group_lag_seconds{channel=\"ci.events\",group=\"healer\"} 0.0"));
  }

  @Test
  void a_body_that_is_too_large_is_refused() throws Exception {
    String large = "{\"reason\": \"" + "x".repeat(1 << 20) + "\"}";

    assertThat(hub.post("/dead-letters/purge", large).statusCode()).isEqualTo(413);
  }

  private void serve(int attempts) {
    hub.serve(
        attempts,
        (event, attempt, done) -> {
          if (mended || event.getType().startsWith("build.")) {
            handled.add(event);
            done.succeeded();
          } else {
            done.failed(Failure.of(new IllegalStateException("not yet")));
          }
        });
  }

  private void givenDeadLetters(String... ids) {
    serve(1);
    for (String id : ids) {
      hub.publish(id, "pipeline.failed", "{\"branch\": \"dev\"}");
    }
    await()
        .until(() -> hub.page("/dead-letters", DeadLetterView.class).items().size() == ids.length);
  }

  private RedriveView redrive(long id) throws Exception {
    return ManagedHub.read(hub.get("/redrives/" + id), RedriveView.class);
  }

  private ReplayView replay(long id) throws Exception {
    return ManagedHub.read(hub.get("/replays/" + id), ReplayView.class);
  }
}
