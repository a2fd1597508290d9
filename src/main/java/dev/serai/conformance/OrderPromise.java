package dev.serai.conformance;

import static dev.serai.conformance.BindingContract.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.delivery.RunningGroup;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** 4. With order by key, one key's events are settled in publish order; other keys flow. */
abstract class OrderPromise {

  private final BindingContract contract;

  OrderPromise(BindingContract contract) {
    this.contract = contract;
  }

  @Test
  void deliveries_of_one_key_arrive_in_publish_order() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).ordered().spec();
    hub.createGroup(group);
    Map<String, List<String>> published = publish(hub, 10, 200);

    try (Member member = Member.of(hub.binding, group, 1_000)) {
      await().until(() -> member.ids().size() >= 200);
      Map<String, List<String>> got = new TreeMap<>();
      member
          .deliveries()
          .forEach(
              delivery ->
                  got.computeIfAbsent(key(delivery.event()), k -> new ArrayList<>())
                      .add(delivery.event().getId()));
      assertThat(got).isEqualTo(published);
    }
  }

  @Test
  void eight_at_once_and_random_failures_keep_the_order_of_every_key() {
    TestHub hub = contract.hub();
    KeyOrder handler = new KeyOrder(20);
    TestRoute route = TestRoute.on(contract.channel).ordered().concurrency(8).attempts(1_000);
    hub.subscribe(route.route(), handler);
    Map<String, List<String>> published = publish(hub, 16, 800);

    contract.time.advanceUntil("all are settled", () -> handler.done() >= 800);

    assertThat(handler.settled()).isEqualTo(published);
    assertThat(handler.overlaps()).isZero();
    assertThat(handler.calls()).isGreaterThan(850);
    hub.awaitParked(route.spec(), 0);
    assertThat(hub.deadLetters()).isEmpty();
  }

  @Test
  void a_failing_key_parks_only_itself() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("a1", 1);
    TestRoute route = TestRoute.on(contract.channel).ordered().concurrency(4);
    hub.subscribe(route.route(), handler);

    hub.publish(contract.channel, event("a1", "a"), event("a2", "a"));
    hub.awaitParked(route.spec(), 2);
    hub.publish(contract.channel, event("b1", "b"), event("a3", "a"), event("b2", "b"));
    hub.awaitParked(route.spec(), 3);

    await().until(() -> handler.ids().size() == 3);
    assertThat(handler.ids()).containsExactly("a1", "b1", "b2");

    contract.time.advanceUntil("the key goes on", () -> handler.ids().size() >= 6);
    assertThat(handler.ids()).containsExactly("a1", "b1", "b2", "a1", "a2", "a3");
  }

  @Test
  void a_key_flows_directly_again_once_nothing_of_it_is_parked() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("a1", 1);
    TestRoute route = TestRoute.on(contract.channel).ordered();
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, event("a1", "a"), event("a2", "a"));
    hub.awaitParked(route.spec(), 2);
    contract.time.advanceUntil("the key goes on", () -> handler.ids().size() >= 3);
    hub.awaitParked(route.spec(), 0);

    hub.publish(contract.channel, event("a3", "a"));

    await().until(() -> handler.ids().size() >= 4);
    assertThat(handler.ids()).containsExactly("a1", "a1", "a2", "a3");
  }

  @Test
  void a_dead_letter_lets_the_next_of_its_key_through() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("a1", 99);
    TestRoute route = TestRoute.on(contract.channel).ordered().attempts(2);
    hub.subscribe(route.route(), handler);

    hub.publish(contract.channel, event("a1", "a"), event("a2", "a"));

    contract.time.advanceUntil("the key goes on", () -> handler.ids().size() >= 3);
    assertThat(handler.ids()).containsExactly("a1", "a1", "a2");
    assertThat(hub.deadLetters()).hasSize(1);
  }

  @Test
  void a_parked_key_keeps_its_order_over_a_restart() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("a1", 1);
    TestRoute route = TestRoute.on(contract.channel).ordered().concurrency(4);
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, event("a1", "a"), event("a2", "a"));
    hub.awaitParked(route.spec(), 2);

    hub = contract.restart(hub);
    hub.publish(contract.channel, event("a3", "a"));
    hub.subscribe(route.route(), handler);

    contract.time.advanceUntil("the key goes on", () -> handler.ids().size() >= 4);
    assertThat(handler.ids()).containsExactly("a1", "a1", "a2", "a3");
  }

  @Test
  void a_group_that_moves_from_hub_to_hub_keeps_the_order_of_every_key() {
    TestHub hub = contract.hub();
    TestHub other = contract.severalHubs() ? contract.anotherHub() : hub;
    KeyOrder handler = new KeyOrder(0);
    TestRoute route = TestRoute.on(contract.channel).ordered().concurrency(8);
    hub.createGroup(route.spec());
    Map<String, List<String>> published = publish(hub, 8, 400);

    for (int i = 0; i < 6; i++) {
      int before = handler.done();
      RunningGroup running = (i % 2 == 0 ? hub : other).subscribe(route.route(), handler);
      await().until(() -> handler.done() > before || handler.done() == 400);
      running.close();
    }
    hub.subscribe(route.route(), handler);
    await().until(() -> handler.done() >= 400);

    assertThat(handler.settled()).isEqualTo(published);
    assertThat(handler.overlaps()).isZero();
  }

  @Test
  void without_order_a_failing_event_holds_up_nothing_of_its_key() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("a1", 1);
    TestRoute route = TestRoute.on(contract.channel);
    hub.subscribe(route.route(), handler);

    hub.publish(contract.channel, event("a1", "a"), event("a2", "a"), event("a3", "a"));

    await().until(() -> handler.ids().size() >= 3);
    assertThat(handler.ids()).containsExactly("a1", "a2", "a3");
    contract.time.advanceUntil("it is tried again", () -> handler.ids().size() >= 4);
    assertThat(handler.ids()).endsWith("a1");
  }

  @Test
  void events_without_a_key_need_no_order() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("1", 1);
    TestRoute route = TestRoute.on(contract.channel).ordered();
    hub.subscribe(route.route(), handler);

    hub.publish(contract.channel, event("1"), event("2"), event("3"));

    await().until(() -> handler.ids().size() >= 3);
    assertThat(handler.ids()).containsExactly("1", "2", "3");
  }

  @Test
  void what_the_filter_leaves_out_is_settled_even_behind_a_parked_key() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("a1", 1);
    TestRoute route =
        TestRoute.on(contract.channel).ordered().only(event -> !event.getId().equals("a2"));
    hub.subscribe(route.route(), handler);

    hub.publish(contract.channel, event("a1", "a"), event("a2", "a"), event("a3", "a"));

    hub.awaitParked(route.spec(), 2);
    contract.time.advanceUntil("the key goes on", () -> handler.ids().size() >= 3);
    assertThat(handler.ids()).containsExactly("a1", "a1", "a3");
  }

  private Map<String, List<String>> publish(TestHub hub, int keys, int count) {
    Map<String, List<String>> published = new TreeMap<>();
    List<CloudEvent> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String key = "key-" + (i * 7 % keys);
      String id = Integer.toString(i);
      published.computeIfAbsent(key, k -> new ArrayList<>()).add(id);
      batch.add(event(id, key));
      if (batch.size() == 50) {
        hub.publish(new Publication(contract.channel, batch, false));
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      hub.publish(new Publication(contract.channel, batch, false));
    }
    return published;
  }

  private static String key(CloudEvent event) {
    return String.valueOf(event.getExtension("partitionkey"));
  }
}
