package dev.serai.conformance;

import static dev.serai.conformance.BindingContract.event;
import static dev.serai.conformance.BindingContract.events;
import static dev.serai.conformance.BindingContract.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.Delivery;
import dev.serai.bus.GroupSpec;
import org.junit.jupiter.api.Test;

/**
 * 7. After a crash nothing accepted is lost, and what was not settled comes again in time. That the
 * process is really killed is tested where a binding can be run in one of its own.
 */
abstract class CrashPromise {

  private final BindingContract contract;

  CrashPromise(BindingContract contract) {
    this.contract = contract;
  }

  @Test
  void what_was_delivered_and_not_settled_comes_again_within_the_deadline() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);
    hub.publish(contract.channel, events(10));
    Member lost = Member.of(hub.binding, group, 10);
    await().until(() -> lost.ids().size() == 10);

    hub = contract.crash(hub);

    try (Member member = Member.of(hub.binding, group, 100)) {
      await()
          .atMost(group.ackDeadline().plusSeconds(5))
          .until(() -> member.ids().containsAll(ids(10)));
    }
  }

  @Test
  void what_was_settled_in_time_does_not_hold_up_the_rest() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);
    hub.publish(contract.channel, events(10));
    Member first = Member.of(hub.binding, group, 10);
    await().until(() -> first.ids().size() == 10);
    first.deliveries().stream().filter(d -> !d.event().getId().equals("3")).forEach(Delivery::ack);

    hub = contract.crash(hub);

    try (Member member = Member.of(hub.binding, group, 100)) {
      await().atMost(group.ackDeadline().plusSeconds(5)).until(() -> member.ids().contains("3"));
    }
  }

  @Test
  void what_was_parked_is_tried_again_with_its_count() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("1", 1);
    TestRoute route = TestRoute.on(contract.channel).ordered();
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, event("1", "k"), event("2", "k"));
    hub.awaitParked(route.spec(), 2);

    TestHub after = contract.crash(hub);
    after.subscribe(route.route(), handler);

    contract.time.advanceUntil("the key goes on", () -> handler.ids().contains("2"));
    assertThat(handler.attemptsOf("1")).contains(2);
    after.awaitParked(route.spec(), 0);
  }
}
