package dev.serai.delivery;

import static dev.serai.delivery.EmbeddedHub.CHANNEL;
import static dev.serai.delivery.EmbeddedHub.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.conformance.Recorder;
import dev.serai.conformance.TestRoute;
import dev.serai.ledger.EventQuery;
import dev.serai.ledger.Replay;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a group keeps when its route is edited: closed, and served again by the same hub. */
class ServedAgainTest {

  @TempDir Path dir;
  private final TestRoute route = TestRoute.on(CHANNEL);
  private final Recorder handler = new Recorder();
  private EmbeddedHub hub;

  @BeforeEach
  void start() {
    hub = new EmbeddedHub(dir);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void a_replay_that_keeps_a_rate_goes_on() {
    RunningGroup before = hub.dispatcher.subscribe(route.route(), handler);
    long id = replaySlowly(20);

    before.close();
    hub.dispatcher.subscribe(route.route(), handler);

    hub.time.advanceUntil("replayed", () -> state(id).equals("done"));
    await().until(() -> handler.calls().size() == 40);
    hub.time.advance(Duration.ofSeconds(5));
    assertThat(handler.ids().subList(20, 40))
        .containsExactlyElementsOf(handler.ids().subList(0, 20));
    assertThat(handler.calls()).hasSize(40);
  }

  @Test
  void a_replay_is_cancelled_while_nobody_serves_its_group() {
    RunningGroup before = hub.dispatcher.subscribe(route.route(), handler);
    long id = replaySlowly(20);
    before.close();
    int sent = handler.calls().size();

    assertThat(hub.dispatcher.replayer().cancel(id).toCompletableFuture().join()).isTrue();

    assertThat(state(id)).isEqualTo("cancelled");
    assertThat(hub.dispatcher.replayer().cancel(id).toCompletableFuture().join()).isFalse();
    hub.dispatcher.subscribe(route.route(), handler);
    hub.time.advance(Duration.ofSeconds(5));
    await().during(Duration.ofMillis(100)).until(() -> handler.calls().size() == sent);
  }

  @Test
  void a_group_that_an_operator_paused_stays_paused() {
    RunningGroup before = hub.dispatcher.subscribe(route.route(), handler);
    assertThat(hub.dispatcher.pause(CHANNEL, "group")).isTrue();

    before.close();
    hub.dispatcher.subscribe(route.route(), handler);
    hub.publish(event("1", "k"));

    assertThat(hub.state().paused()).isTrue();
    await().during(Duration.ofMillis(100)).until(() -> handler.calls().isEmpty());
    assertThat(hub.dispatcher.resume(CHANNEL, "group")).isTrue();
    await().until(() -> handler.calls().size() == 1);
  }

  @Test
  void a_group_that_an_operator_resumed_runs() {
    RunningGroup before = hub.dispatcher.subscribe(route.route(), handler);
    hub.dispatcher.pause(CHANNEL, "group");
    hub.dispatcher.resume(CHANNEL, "group");

    before.close();
    hub.dispatcher.subscribe(route.route(), handler);

    assertThat(hub.state().paused()).isFalse();
  }

  @Test
  void a_group_that_was_removed_meanwhile_begins_anew() {
    RunningGroup before = hub.dispatcher.subscribe(route.route(), handler);
    hub.publish(event("1", "k"), event("2", "k"));
    await().until(() -> handler.calls().size() == 2);
    before.close();

    assertThat(hub.dispatcher.forget(CHANNEL, "group").toCompletableFuture().join()).isTrue();
    hub.dispatcher.subscribe(route.route(), handler);

    await().until(() -> handler.calls().size() == 4);
    assertThat(handler.ids()).containsExactly("1", "2", "1", "2");
  }

  /** Begins to replay that many events, ten a second; the first is sent, and the rest waits. */
  private long replaySlowly(int events) {
    for (int i = 0; i < events; i++) {
      hub.publish(event("" + i, "k"));
    }
    await().until(() -> handler.calls().size() == events);
    long id =
        hub.dispatcher
            .replayer()
            .start(CHANNEL, "group", EventQuery.all(), 10)
            .toCompletableFuture()
            .join();
    await().until(() -> handler.calls().size() == events + 1);
    return id;
  }

  private String state(long id) {
    return hub.dispatcher.replayer().all().stream()
        .filter(replay -> replay.id() == id)
        .map(Replay::state)
        .findFirst()
        .orElseThrow();
  }
}
