package dev.serai.conformance;

import static dev.serai.conformance.BindingContract.event;
import static dev.serai.conformance.BindingContract.events;
import static dev.serai.conformance.BindingContract.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.BusException;
import dev.serai.bus.EventTooLargeException;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import io.cloudevents.CloudEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 2. Publish completes only when the events are durable; a failure reaches the publisher. */
abstract class PublishPromise {

  private final BindingContract contract;

  PublishPromise(BindingContract contract) {
    this.contract = contract;
  }

  @Test
  void what_was_published_is_there_after_a_crash() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);
    assertThat(hub.publish(contract.channel, events(20))).isEqualTo(new Receipt(20, 0));

    hub = contract.crash(hub);

    try (Member member = Member.of(hub.binding, group, 100)) {
      await().until(() -> member.ids().size() >= 20);
      assertThat(member.ids()).containsExactlyInAnyOrderElementsOf(ids(20));
    }
  }

  @Test
  void a_broken_broker_fails_the_publish_and_stores_nothing() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);

    contract.breakBroker();
    assertThatThrownBy(() -> hub.publish(contract.channel, event("lost")))
        .hasCauseInstanceOf(BusException.class);
    contract.mendBroker();

    hub.publish(contract.channel, event("kept"));
    try (Member member = Member.of(hub.binding, group, 100)) {
      await().until(() -> !member.ids().isEmpty());
      assertThat(member.ids()).containsExactly("kept");
    }
  }

  @Test
  void all_events_of_a_publication_are_stored_or_none() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);
    byte[] data = new byte[hub.binding.capabilities().maxEventBytes() + 1];
    CloudEvent tooLarge = BindingContract.builder("large").data(data).build();

    assertThatThrownBy(() -> hub.publish(contract.channel, event("1"), tooLarge, event("2")))
        .hasCauseInstanceOf(EventTooLargeException.class);

    hub.publish(contract.channel, event("3"));
    try (Member member = Member.of(hub.binding, group, 100)) {
      await().until(() -> !member.ids().isEmpty());
      assertThat(member.ids()).containsExactly("3");
    }
  }

  @Test
  void an_event_published_once_is_left_out_when_it_comes_again() {
    TestHub hub = contract.hub();
    List<CloudEvent> first = List.of(event("1"), event("2"));
    List<CloudEvent> second = List.of(event("2"), event("3"));

    Receipt taken = hub.publish(new Publication(contract.channel, first, true));
    Receipt again = hub.publish(new Publication(contract.channel, second, true));

    assertThat(taken).isEqualTo(new Receipt(2, 0));
    assertThat(again).isEqualTo(new Receipt(1, 1));
  }

  @Test
  void an_event_that_stands_twice_in_a_publication_is_stored_once() {
    TestHub hub = contract.hub();
    List<CloudEvent> twice = List.of(event("1"), event("1"));

    assertThat(hub.publish(new Publication(contract.channel, twice, true)))
        .isEqualTo(new Receipt(1, 1));
  }

  @Test
  void once_is_remembered_over_a_restart_and_for_each_channel_by_itself() {
    TestHub hub = contract.hub();
    hub.publish(new Publication(contract.channel, List.of(event("1")), true));
    hub = contract.restart(hub);

    assertThat(hub.publish(new Publication(contract.channel, List.of(event("1")), true)))
        .isEqualTo(new Receipt(0, 1));
    assertThat(hub.publish(new Publication(contract.channel + "x", List.of(event("1")), true)))
        .isEqualTo(new Receipt(1, 0));
  }

  @Test
  void without_once_the_same_event_is_stored_again() {
    TestHub hub = contract.hub();
    hub.publish(contract.channel, event("1"));

    assertThat(hub.publish(contract.channel, event("1"))).isEqualTo(new Receipt(1, 0));
  }

  @Test
  void a_channel_name_that_not_every_broker_takes_is_refused() {
    TestHub hub = contract.hub();

    assertThatThrownBy(() -> hub.publish("orders/new", event("1")))
        .hasRootCauseMessage(
            "channel 'orders/new' cannot be carried by every broker; use 1 to 120 letters, digits, '.', '_' or '-', beginning with a letter or digit");
  }
}
