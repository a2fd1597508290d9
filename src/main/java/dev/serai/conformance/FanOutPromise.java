package dev.serai.conformance;

import static dev.serai.conformance.BindingContract.event;
import static dev.serai.conformance.BindingContract.events;
import static dev.serai.conformance.BindingContract.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.serai.bus.Delivery;
import dev.serai.bus.GroupSpec;
import dev.serai.delivery.GroupState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 3. Every group gets every event published since it exists; its members share them. */
abstract class FanOutPromise {

  private final BindingContract contract;

  FanOutPromise(BindingContract contract) {
    this.contract = contract;
  }

  @Test
  void every_group_gets_every_event() {
    TestHub hub = contract.hub();
    GroupSpec one = TestRoute.on(contract.channel).group("one").spec();
    GroupSpec two = TestRoute.on(contract.channel).group("two").spec();
    hub.createGroup(one);
    hub.createGroup(two);
    hub.publish(contract.channel, events(50));

    try (Member first = Member.of(hub.binding, one, 100);
        Member second = Member.of(hub.binding, two, 100)) {
      await().until(() -> first.ids().size() >= 50 && second.ids().size() >= 50);
      assertThat(first.ids()).containsExactlyInAnyOrderElementsOf(ids(50));
      assertThat(second.ids()).containsExactlyInAnyOrderElementsOf(ids(50));
    }
  }

  @Test
  void a_group_keeps_what_is_published_while_nobody_consumes() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).latest().spec();
    hub.createGroup(group);
    hub.publish(contract.channel, events(5));

    hub = contract.restart(hub);

    try (Member member = Member.of(hub.binding, group, 100)) {
      await().until(() -> member.ids().size() >= 5);
      assertThat(member.ids()).containsExactlyInAnyOrderElementsOf(ids(5));
    }
  }

  @Test
  void a_group_from_latest_sees_only_what_comes_later() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).latest().spec();
    hub.publish(contract.channel, event("before"));
    hub.createGroup(group);
    hub.publish(contract.channel, event("after"));

    try (Member member = Member.of(hub.binding, group, 100)) {
      await().until(() -> !member.ids().isEmpty());
      assertThat(member.ids()).containsExactly("after");
    }
  }

  @Test
  void a_group_from_earliest_starts_at_the_oldest_kept_event() {
    assumeTrue(
        contract.keepsForNewGroups(), "deviation: this broker keeps nothing for groups to come");
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.publish(contract.channel, event("before"));
    hub.createGroup(group);
    hub.publish(contract.channel, event("after"));

    try (Member member = Member.of(hub.binding, group, 100)) {
      await().until(() -> member.ids().size() >= 2);
      assertThat(member.ids()).containsExactlyInAnyOrder("before", "after");
    }
  }

  @Test
  void making_a_group_that_exists_keeps_its_place() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);
    hub.publish(contract.channel, event("1"));
    try (Member member = Member.of(hub.binding, group, 100)) {
      await().until(() -> member.ids().size() == 1);
      member.ackAll();
    }
    hub.createGroup(TestRoute.on(contract.channel).latest().spec());
    hub.createGroup(group);
    hub.publish(contract.channel, event("2"));

    try (Member member = Member.of(hub.binding, group, 100)) {
      await().until(() -> !member.ids().isEmpty());
      assertThat(member.ids()).containsExactly("2");
    }
  }

  @Test
  void members_of_a_group_share_its_events() {
    TestHub hub = contract.hub();
    TestHub other = contract.severalHubs() ? contract.anotherHub() : hub;
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);

    try (Member first = Member.of(hub.binding, group, 200);
        Member second = Member.of(other.binding, group, 200)) {
      hub.publish(contract.channel, events(100));
      await().until(() -> first.ids().size() + second.ids().size() >= 100);
      List<String> all = new ArrayList<>(first.ids());
      all.addAll(second.ids());
      assertThat(all).containsExactlyInAnyOrderElementsOf(ids(100));
    }
  }

  @Test
  void what_a_member_leaves_unsettled_goes_to_another() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);
    hub.publish(contract.channel, events(10));
    try (Member member = Member.of(hub.binding, group, 10)) {
      await().until(() -> member.ids().size() == 10);
      member.deliveries().stream().limit(4).forEach(Delivery::ack);
    }

    try (Member member = Member.of(hub.binding, group, 100)) {
      await().until(() -> member.ids().size() >= 6);
      assertThat(member.ids()).containsExactlyInAnyOrder("4", "5", "6", "7", "8", "9");
    }
  }

  @Test
  void a_redelivery_has_the_position_of_the_delivery() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);
    hub.publish(contract.channel, events(3));
    List<String> positions;
    try (Member member = Member.of(hub.binding, group, 10)) {
      await().until(() -> member.ids().size() == 3);
      positions = member.deliveries().stream().map(Delivery::position).toList();
    }

    try (Member member = Member.of(hub.binding, group, 10)) {
      await().until(() -> member.ids().size() == 3);
      assertThat(member.deliveries().stream().map(Delivery::position))
          .containsExactlyInAnyOrderElementsOf(positions)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void groups_are_named_also_those_that_nobody_serves() {
    TestHub hub = contract.hub();
    hub.createGroup(TestRoute.on(contract.channel).group("one").spec());
    hub.createGroup(TestRoute.on(contract.channel).group("two").spec());
    hub.publish(contract.channel, event("1"));
    contract.awaitLog(hub, 1);

    assertThat(hub.binding.groups(contract.channel)).contains("one", "two");
    assertThat(hub.binding.groups("tck.never-used")).isEmpty();
    assertThat(hub.dispatcher.unserved())
        .filteredOn(state -> state.channel().equals(contract.channel))
        .extracting(GroupState::group)
        .containsExactly("one", "two");
  }

  @Test
  void a_removed_group_is_gone_with_its_position_and_begins_anew() {
    TestHub hub = contract.hub();
    TestRoute route = TestRoute.on(contract.channel).group("old").latest();
    hub.createGroup(route.spec());
    hub.publish(contract.channel, events(5));

    assertThat(hub.dispatcher.forget(contract.channel, "old"))
        .succeedsWithin(Duration.ofSeconds(20))
        .isEqualTo(true);
    assertThat(hub.dispatcher.forget(contract.channel, "old"))
        .succeedsWithin(Duration.ofSeconds(20))
        .isEqualTo(false);
    assertThat(hub.binding.groups(contract.channel)).doesNotContain("old");

    Recorder handler = new Recorder();
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, event("new"));
    await().until(() -> !handler.ids().isEmpty());
    assertThat(handler.ids()).containsExactly("new");
  }
}
