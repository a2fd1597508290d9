package dev.serai.conformance;

import static dev.serai.conformance.BindingContract.event;
import static dev.serai.conformance.BindingContract.events;
import static dev.serai.conformance.BindingContract.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.delivery.Replayer;
import dev.serai.ledger.EventQuery;
import dev.serai.ledger.Replay;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** 14. Replay goes from the ledger into one group; the other groups see nothing. */
abstract class ReplayPromise {

  private final BindingContract contract;

  ReplayPromise(BindingContract contract) {
    this.contract = contract;
  }

  @Test
  void events_of_the_log_go_to_one_group_and_to_no_other() {
    TestHub hub = contract.hub();
    Recorder wanted = new Recorder();
    Recorder other = new Recorder();
    hub.subscribe(TestRoute.on(contract.channel).group("wanted").route(), wanted);
    hub.subscribe(TestRoute.on(contract.channel).group("other").route(), other);
    publishAndLog(hub, 100);
    await().until(() -> wanted.calls().size() == 100 && other.calls().size() == 100);

    long id = start(hub, "wanted", EventQuery.all(), 0);

    contract.time.advanceUntil("replayed", () -> wanted.calls().size() >= 200);
    assertThat(wanted.ids().subList(100, 200)).containsExactlyElementsOf(ids(100));
    assertThat(wanted.calls().subList(100, 200))
        .allSatisfy(
            call -> {
              assertThat(call.attempt()).isEqualTo(1);
              assertThat(call.event().getExtension(Replayer.EXTENSION))
                  .isEqualTo(Long.toString(id));
            });
    assertThat(other.calls()).hasSize(100);
    await().until(() -> replay(hub).state().equals("done"));
    assertThat(replay(hub).replayed()).isEqualTo(100);
  }

  @Test
  void a_dry_run_counts_and_changes_nothing() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder();
    TestRoute route = TestRoute.on(contract.channel);
    hub.subscribe(route.route(), handler);
    publishAndLog(hub, 10);
    await().until(() -> handler.calls().size() == 10);

    Replayer.Preview preview =
        hub.dispatcher.replayer().preview(contract.channel, EventQuery.all(), 3);

    assertThat(preview.count()).isEqualTo(10);
    assertThat(preview.sample())
        .extracting(stored -> stored.event().getId())
        .containsExactly("0", "1", "2");
    assertThat(hub.parked(route.spec())).isEmpty();
    assertThat(hub.dispatcher.replayer().all()).isEmpty();
  }

  @Test
  void only_what_the_query_and_the_filter_of_the_route_match_is_replayed() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder();
    hub.subscribe(
        TestRoute.on(contract.channel).only(e -> !e.getId().equals("no")).route(), handler);
    hub.publish(
        contract.channel,
        BindingContract.builder("1").type("order.created").build(),
        BindingContract.builder("no").type("order.created").build(),
        BindingContract.builder("2").type("order.paid").build());
    contract.awaitLog(hub, 3);
    await().until(() -> handler.calls().size() == 2);

    start(
        hub,
        "group",
        new EventQuery(null, null, null, Set.of("order.created"), null, null, null),
        0);

    contract.time.advanceUntil("replayed", () -> replay(hub).state().equals("done"));
    await().until(() -> hub.state(TestRoute.on(contract.channel).spec()).parked() == 0);
    assertThat(handler.ids()).containsExactly("1", "2", "1");
  }

  @Test
  void the_rate_is_kept() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder();
    hub.subscribe(TestRoute.on(contract.channel).route(), handler);
    publishAndLog(hub, 100);
    await().until(() -> handler.calls().size() == 100);

    start(hub, "group", EventQuery.all(), 50);

    await().until(() -> handler.calls().size() >= 105);
    await().during(Duration.ofMillis(200)).until(() -> handler.calls().size() == 105);
    contract.time.advance(Duration.ofMillis(100));
    await().until(() -> handler.calls().size() == 110);
  }

  @Test
  void a_replay_goes_on_after_a_restart_and_replays_nothing_twice() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder();
    TestRoute route = TestRoute.on(contract.channel);
    hub.subscribe(route.route(), handler);
    publishAndLog(hub, 100);
    await().until(() -> handler.calls().size() == 100);
    start(hub, "group", EventQuery.all(), 100);
    await().until(() -> handler.calls().size() > 100);

    TestHub after = contract.restart(hub);
    after.subscribe(route.route(), handler);

    contract.time.advanceUntil("replayed", () -> handler.calls().size() >= 200);
    contract.time.advance(Duration.ofSeconds(5));
    await().until(() -> replay(after).state().equals("done"));
    assertThat(handler.ids().subList(100, 200)).containsExactlyElementsOf(ids(100));
    assertThat(handler.calls()).hasSize(200);
  }

  @Test
  void a_cancelled_replay_sends_no_more() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder();
    hub.subscribe(TestRoute.on(contract.channel).route(), handler);
    publishAndLog(hub, 100);
    await().until(() -> handler.calls().size() == 100);
    long id = start(hub, "group", EventQuery.all(), 10);
    await().until(() -> handler.calls().size() == 101);

    assertThat(hub.dispatcher.replayer().cancel(id).toCompletableFuture().join()).isTrue();
    contract.time.advanceUntil("cancelled", () -> replay(hub).state().equals("cancelled"));
    contract.time.advance(Duration.ofSeconds(10));

    assertThat(handler.calls()).hasSize(101);
    assertThat(hub.dispatcher.replayer().cancel(id).toCompletableFuture().join()).isFalse();
  }

  @Test
  void a_key_is_replayed_in_order_and_new_events_go_behind_it() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder();
    hub.subscribe(TestRoute.on(contract.channel).ordered().concurrency(4).route(), handler);
    hub.publish(contract.channel, event("1", "a"), event("2", "a"), event("3", "a"));
    contract.awaitLog(hub, 3);
    await().until(() -> handler.calls().size() == 3);

    start(hub, "group", EventQuery.all(), 0);
    await().until(() -> handler.calls().size() > 3);
    hub.publish(contract.channel, event("4", "a"));

    await().until(() -> handler.calls().size() == 7);
    assertThat(handler.ids()).containsExactly("1", "2", "3", "1", "2", "3", "4");
  }

  @Test
  void a_group_that_nobody_serves_is_refused() {
    TestHub hub = contract.hub();

    assertThatThrownBy(() -> start(hub, "nobody", EventQuery.all(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no route serves group 'nobody' of channel '" + contract.channel);
  }

  private void publishAndLog(TestHub hub, int count) {
    hub.publish(contract.channel, events(count));
    contract.awaitLog(hub, count);
  }

  private long start(TestHub hub, String group, EventQuery query, int perSecond) {
    return hub.dispatcher
        .replayer()
        .start(contract.channel, group, query, perSecond)
        .toCompletableFuture()
        .join();
  }

  private static Replay replay(TestHub hub) {
    return hub.dispatcher.replayer().all().get(0);
  }
}
