package dev.serai.conformance;

import static dev.serai.conformance.BindingContract.event;
import static dev.serai.conformance.BindingContract.events;
import static dev.serai.conformance.BindingContract.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.GroupSpec;
import dev.serai.delivery.EventHandler;
import dev.serai.delivery.RunningGroup;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** 12. Close stops fetching, lets work in flight settle, then leaves; no false dead letter. */
abstract class ClosePromise {

  private final BindingContract contract;

  ClosePromise(BindingContract contract) {
    this.contract = contract;
  }

  @Test
  void work_in_flight_settles_and_what_was_not_begun_goes_to_the_next() {
    TestHub hub = contract.hub();
    List<EventHandler.Done> stuck = new CopyOnWriteArrayList<>();
    TestRoute route = TestRoute.on(contract.channel);
    RunningGroup group = hub.subscribe(route.route(), (e, attempt, done) -> stuck.add(done));
    hub.publish(contract.channel, events(20));
    await().until(() -> stuck.size() == 1);

    CompletableFuture<Void> closing = CompletableFuture.runAsync(group::close);
    await().during(java.time.Duration.ofMillis(200)).until(() -> !closing.isDone());
    stuck.get(0).succeeded();
    closing.join();

    assertThat(stuck).hasSize(1);
    Recorder next = new Recorder();
    hub.subscribe(route.route(), next);
    await().until(() -> next.calls().size() >= 19);
    assertThat(next.ids()).containsExactlyElementsOf(ids(20).subList(1, 20));
    assertThat(next.calls()).allSatisfy(call -> assertThat(call.attempt()).isEqualTo(1));
  }

  @Test
  void nothing_is_delivered_after_a_member_has_left() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);
    Member member = Member.of(hub.binding, group, 100);
    hub.publish(contract.channel, event("1"));
    await().until(() -> member.ids().size() == 1);
    member.ackAll();
    member.close();

    hub.publish(contract.channel, event("2"));

    await().during(java.time.Duration.ofMillis(300)).until(() -> member.ids().size() == 1);
  }

  @Test
  void a_failure_during_the_close_is_still_recorded() {
    TestHub hub = contract.hub();
    List<EventHandler.Done> stuck = new CopyOnWriteArrayList<>();
    TestRoute route = TestRoute.on(contract.channel);
    RunningGroup group = hub.subscribe(route.route(), (e, attempt, done) -> stuck.add(done));
    hub.publish(contract.channel, event("1"));
    await().until(() -> stuck.size() == 1);

    CompletableFuture<Void> closing = CompletableFuture.runAsync(group::close);
    stuck.get(0).failed(dev.serai.delivery.Failure.of(new IllegalStateException("late")));
    closing.join();

    assertThat(hub.parked(route.spec())).extracting(row -> row.attempts()).containsExactly(1);
  }

  @Test
  void a_rolling_restart_loses_nothing_and_makes_no_dead_letter() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder();
    TestRoute route = TestRoute.on(contract.channel).ordered().concurrency(4).attempts(1);
    hub.createGroup(route.spec());
    for (int round = 0; round < 4; round++) {
      RunningGroup group = hub.subscribe(route.route(), handler);
      int before = handler.calls().size();
      for (int i = 0; i < 50; i++) {
        String id = Integer.toString(round * 50 + i);
        hub.publish(contract.channel, event(id, "key-" + i % 5));
      }
      await().until(() -> handler.calls().size() > before);
      group.close();
      hub = contract.restart(hub);
    }
    hub.subscribe(route.route(), handler);

    await().until(() -> handler.ids().stream().distinct().count() == 200);
    assertThat(handler.ids()).hasSize(200);
    assertThat(hub.deadLetters()).isEmpty();
  }

  @Test
  void a_closed_group_can_be_served_again_and_a_second_server_is_refused() {
    TestHub hub = contract.hub();
    TestRoute route = TestRoute.on(contract.channel);
    hub.subscribe(route.route(), new Recorder()).close();
    hub.subscribe(route.route(), new Recorder());

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> hub.subscribe(route.route(), new Recorder()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is served by route 'route-group' already");
  }
}
