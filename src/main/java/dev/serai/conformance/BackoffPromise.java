package dev.serai.conformance;

import static dev.serai.conformance.BindingContract.event;
import static dev.serai.conformance.BindingContract.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.delivery.Failure;
import dev.serai.ledger.ParkedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 6. Backoff is exponential with jitter, durable, and holds up nothing else. */
abstract class BackoffPromise {

  private final BindingContract contract;

  BackoffPromise(BindingContract contract) {
    this.contract = contract;
  }

  @Test
  void waits_grow_by_the_factor_up_to_the_maximum() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("1", 99);
    TestRoute route =
        TestRoute.on(contract.channel)
            .attempts(6)
            .backoff(Duration.ofSeconds(1), 3, Duration.ofSeconds(20), 0);
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, event("1"));

    List<Duration> waits = new ArrayList<>();
    for (int failures = 1; failures <= 5; failures++) {
      int so = failures;
      await().until(() -> failed(hub, route, so));
      Instant notBefore = hub.parked(route.spec()).get(0).notBefore();
      waits.add(Duration.between(contract.time.now(), notBefore));
      contract.time.advance(Duration.between(contract.time.now(), notBefore));
      await().until(() -> handler.calls().size() == so + 1);
    }

    assertThat(waits)
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(9),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20));
  }

  @Test
  void nothing_is_tried_before_its_time() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("1", 1);
    TestRoute route = TestRoute.on(contract.channel);
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, event("1"));
    hub.awaitParked(route.spec(), 1);

    contract.time.advance(Duration.ofMillis(900));
    hub.publish(contract.channel, event("2"));
    await().until(() -> handler.ids().contains("2"));

    assertThat(handler.attemptsOf("1")).containsExactly(1);
    contract.time.advance(Duration.ofMillis(100));
    await().until(() -> handler.attemptsOf("1").size() == 2);
  }

  @Test
  void other_events_flow_while_one_waits() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("0", 1);
    hub.subscribe(TestRoute.on(contract.channel).route(), handler);

    hub.publish(contract.channel, events(200));

    await().until(() -> handler.ids().size() == 200);
    assertThat(handler.ids()).doesNotHaveDuplicates();
  }

  @Test
  void jitter_spreads_the_waits_by_its_share() {
    TestHub hub = contract.hub();
    Recorder handler =
        new Recorder().failingBy((event, n) -> Failure.of(new IllegalStateException("always")));
    TestRoute route =
        TestRoute.on(contract.channel)
            .backoff(Duration.ofSeconds(100), 2, Duration.ofHours(1), 0.2);
    hub.subscribe(route.route(), handler);

    hub.publish(contract.channel, events(50));

    List<Long> waits =
        hub.awaitParked(route.spec(), 50).stream()
            .map(row -> Duration.between(contract.time.now(), row.notBefore()).toMillis())
            .toList();
    assertThat(waits).allSatisfy(wait -> assertThat(wait).isBetween(80_000L, 120_000L));
    assertThat(waits.stream().distinct().count()).isGreaterThan(40);
  }

  @Test
  void a_service_that_asks_for_a_longer_wait_gets_it() {
    TestHub hub = contract.hub();
    Failure busy =
        new Failure(new IllegalStateException("429"), false, Duration.ofSeconds(90), "s");
    Recorder handler = new Recorder().failingBy((event, n) -> n == 1 ? busy : null);
    TestRoute route = TestRoute.on(contract.channel);
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, event("1"));

    assertThat(hub.awaitParked(route.spec(), 1))
        .extracting(ParkedDelivery::notBefore)
        .containsExactly(contract.time.now().plusSeconds(90));
  }

  @Test
  void a_service_that_asks_for_a_year_gets_an_hour() {
    TestHub hub = contract.hub();
    Failure busy = new Failure(new IllegalStateException("429"), false, Duration.ofDays(365), "s");
    Recorder handler = new Recorder().failingBy((event, n) -> busy);
    TestRoute route = TestRoute.on(contract.channel);
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, event("1"));

    assertThat(hub.awaitParked(route.spec(), 1))
        .extracting(ParkedDelivery::notBefore)
        .containsExactly(contract.time.now().plus(Duration.ofHours(1)));
  }

  @Test
  void a_wait_is_over_at_the_same_time_after_a_restart() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("1", 1);
    TestRoute route =
        TestRoute.on(contract.channel).backoff(Duration.ofMinutes(10), 1, Duration.ofHours(1), 0);
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, event("1"));
    hub.awaitParked(route.spec(), 1);

    contract.time.advance(Duration.ofMinutes(9));
    TestHub after = contract.restart(hub);
    after.subscribe(route.route(), handler);
    after.publish(contract.channel, event("2"));
    await().until(() -> handler.ids().contains("2"));
    assertThat(handler.attemptsOf("1")).containsExactly(1);

    contract.time.advance(Duration.ofMinutes(1));
    await().until(() -> handler.attemptsOf("1").size() == 2);
  }

  @Test
  void a_clock_set_back_makes_no_wait_longer() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("1", 2);
    TestRoute route = TestRoute.on(contract.channel);
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, event("1"));
    hub.awaitParked(route.spec(), 1);

    contract.time.setClockBy(Duration.ofDays(-1));
    contract.time.advance(Duration.ofSeconds(1));
    await().until(() -> handler.attemptsOf("1").size() == 2);
    await().until(() -> failed(hub, route, 2));

    contract.time.advance(Duration.ofMillis(1_900));
    assertThat(handler.attemptsOf("1")).hasSize(2);
    contract.time.advance(Duration.ofMillis(100));
    await().until(() -> handler.attemptsOf("1").size() == 3);
  }

  @Test
  void a_clock_set_back_while_the_hub_was_down_loses_nothing() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("1", 1);
    TestRoute route = TestRoute.on(contract.channel);
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, event("1"));
    hub.awaitParked(route.spec(), 1);
    hub.close();

    contract.time.setClockBy(Duration.ofDays(-30));
    contract.restart(hub).subscribe(route.route(), handler);

    contract.time.advance(Duration.ofMinutes(2));
    await().until(() -> handler.attemptsOf("1").size() == 2);
  }

  @Test
  void a_clock_set_forward_makes_no_hot_loop() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("1", 99);
    TestRoute route = TestRoute.on(contract.channel).attempts(10);
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, event("1"));
    hub.awaitParked(route.spec(), 1);

    contract.time.setClockBy(Duration.ofDays(365));
    contract.time.advance(Duration.ofSeconds(1));
    await().until(() -> failed(hub, route, 2));

    assertThat(handler.attemptsOf("1")).containsExactly(1, 2);
    assertThat(hub.parked(route.spec()).get(0).notBefore())
        .isEqualTo(contract.time.now().plusSeconds(2));
  }

  private static boolean failed(TestHub hub, TestRoute route, int times) {
    List<ParkedDelivery> rows = hub.parked(route.spec());
    return rows.size() == 1 && rows.get(0).attempts() == times;
  }
}
