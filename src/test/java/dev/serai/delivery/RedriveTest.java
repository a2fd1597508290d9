package dev.serai.delivery;

import static dev.serai.delivery.EmbeddedHub.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.conformance.Recorder;
import dev.serai.conformance.TestRoute;
import dev.serai.event.HubEvent;
import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.DeadLetterQuery;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedriveTest {

  @TempDir Path dir;
  private final AtomicBoolean down = new AtomicBoolean(true);
  private final Recorder handler =
      new Recorder()
          .failingBy(
              (e, n) -> down.get() ? Failure.poison(new IllegalStateException("bad")) : null);
  private final TestRoute route = TestRoute.on(EmbeddedHub.CHANNEL).ordered();
  private EmbeddedHub hub;

  @BeforeEach
  void open() {
    hub = new EmbeddedHub(dir);
    hub.dispatcher.subscribe(route.route(), handler);
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private void giveUp(int count) {
    for (int i = 0; i < count; i++) {
      hub.publish(event("e" + i, "k" + i % 3));
    }
    await().until(() -> hub.deadLetters().size() == count && hub.state().parked() == 0);
    down.set(false);
  }

  private RedriveRun.Progress redrive(DeadLetterQuery query, String edit) {
    return hub.dispatcher
        .redrive()
        .start(query, 0, edit)
        .done()
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  @Test
  void a_dead_letter_goes_to_its_group_again_with_its_id_and_a_mark() {
    Recorder other = new Recorder();
    giveUp(1);
    hub.dispatcher.subscribe(
        TestRoute.on(EmbeddedHub.CHANNEL).group("other").latest().route(), other);

    RedriveRun.Progress progress = redrive(DeadLetterQuery.all(), null);

    assertThat(progress).isEqualTo(new RedriveRun.Progress(1, 1, 0, "done", null));
    await().until(() -> handler.ids().size() == 2);
    CloudEvent again = handler.calls().get(1).event();
    DeadLetter letter = hub.deadLetters().get(0);
    assertThat(again.getId()).isEqualTo("e0");
    assertThat(again.getExtension(Redrive.EXTENSION)).isEqualTo(Long.toString(letter.id()));
    assertThat(handler.calls().get(1).attempt()).isEqualTo(1);
    assertThat(letter.redrivenAt()).isEqualTo(hub.time.now());
    assertThat(other.calls()).isEmpty();
    await().until(() -> hub.state().parked() == 0);
  }

  @Test
  void doing_it_again_sends_nothing_twice() {
    giveUp(7);
    redrive(DeadLetterQuery.all(), null);

    RedriveRun.Progress second = redrive(DeadLetterQuery.all(), null);

    assertThat(second).isEqualTo(new RedriveRun.Progress(0, 0, 0, "done", null));
    await().until(() -> handler.ids().size() == 14);
    assertThat(hub.state().parked()).isZero();
  }

  @Test
  void only_what_the_query_names_is_sent() {
    giveUp(6);

    RedriveRun.Progress progress =
        redrive(new DeadLetterQuery(null, null, null, null, "k1", null, null, null, false), null);

    assertThat(progress.sent()).isEqualTo(2);
    await().until(() -> handler.ids().size() == 8);
    assertThat(handler.ids().subList(6, 8)).containsExactly("e1", "e4");
  }

  @Test
  void a_dry_run_counts_and_changes_nothing() {
    giveUp(6);

    Redrive.Preview preview = hub.dispatcher.redrive().preview(DeadLetterQuery.all(), 2);

    assertThat(preview.count()).isEqualTo(6);
    assertThat(preview.sample()).extracting(l -> l.event().getId()).containsExactly("e0", "e1");
    assertThat(hub.deadLetters()).allSatisfy(l -> assertThat(l.redrivenAt()).isNull());
    assertThat(hub.parked(route.spec())).isEmpty();
  }

  @Test
  void the_rate_is_kept() {
    giveUp(5);

    RedriveRun run = hub.dispatcher.redrive().start(DeadLetterQuery.all(), 1, null);

    await().until(() -> handler.ids().size() == 6);
    hub.time.advance(Duration.ofMillis(900));
    assertThat(run.progress().sent()).isEqualTo(1);
    hub.time.advance(Duration.ofMillis(100));
    await().until(() -> handler.ids().size() == 7);
    run.cancel();
    hub.time.advance(Duration.ofSeconds(10));
    assertThat(run.progress()).isEqualTo(new RedriveRun.Progress(5, 2, 0, "cancelled", null));
    assertThat(handler.ids()).hasSize(7);
  }

  @Test
  void an_edit_changes_the_data_and_nothing_else() {
    giveUp(1);

    redrive(DeadLetterQuery.all(), "{\"state\":null,\"fixed\":{\"by\":\"ops\"}}");

    await().until(() -> handler.ids().size() == 2);
    CloudEvent again = handler.calls().get(1).event();
    assertThat(new String(again.getData().toBytes(), StandardCharsets.UTF_8))
        .isEqualTo("{\"id\":\"e0\",\"fixed\":{\"by\":\"ops\"}}");
    assertThat(again.getDataContentType()).isEqualTo("application/json");
    assertThat(again.getExtension("partitionkey")).isEqualTo("k0");
  }

  @Test
  void an_event_that_cannot_be_edited_stays_a_dead_letter() {
    hub.publish(
        HubEvent.builder()
            .id("text")
            .source("/orders")
            .type("t")
            .dataContentType("text/plain")
            .data("no json".getBytes(StandardCharsets.UTF_8))
            .build());
    giveUpMore(1);

    RedriveRun.Progress progress = redrive(DeadLetterQuery.all(), "{\"a\":1}");

    assertThat(progress.sent()).isZero();
    assertThat(progress.skipped()).isEqualTo(1);
    assertThat(progress.problem())
        .isEqualTo(
            "data of event 'text' (datacontenttype text/plain) is not JSON and cannot be edited");
    assertThat(hub.deadLetters().get(0).redrivenAt()).isNull();
  }

  private void giveUpMore(int count) {
    await().until(() -> hub.deadLetters().size() == count);
    down.set(false);
  }

  @Test
  void an_edit_that_is_no_json_is_refused_with_an_example() {
    assertThatThrownBy(
            () -> hub.dispatcher.redrive().start(DeadLetterQuery.all(), 0, "{state: new}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "the edit is not a JSON merge patch (RFC 7386), for example {\"field\": \"new value\"}");
  }

  @Test
  void one_that_fails_again_is_a_new_dead_letter_that_can_be_redriven() {
    giveUp(1);
    down.set(true);
    redrive(DeadLetterQuery.all(), null);
    await().until(() -> hub.deadLetters().size() == 2);
    down.set(false);

    RedriveRun.Progress progress = redrive(DeadLetterQuery.all(), null);

    assertThat(progress.sent()).isEqualTo(1);
    await().until(() -> handler.ids().size() == 3);
    assertThat(hub.deadLetters().get(1).position())
        .isEqualTo(hub.deadLetters().get(0).position() + "~redrive-1");
  }

  @Test
  void dead_letters_of_a_group_that_is_not_served_wait_for_it() {
    giveUp(2);
    hub.dispatcher.close();
    hub.close();
    hub = new EmbeddedHub(dir);

    redrive(DeadLetterQuery.all(), null);
    assertThat(hub.parked(route.spec())).hasSize(2);

    hub.dispatcher.subscribe(route.route(), handler);
    await().until(() -> handler.ids().size() == 4);
  }
}
