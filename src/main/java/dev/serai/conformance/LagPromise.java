package dev.serai.conformance;

import static dev.serai.conformance.BindingContract.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.serai.bus.Delivery;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Lag;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** 11. Lag is a count and the age of the oldest unsettled event; unknown is never shown as 0. */
abstract class LagPromise {

  private final BindingContract contract;

  LagPromise(BindingContract contract) {
    this.contract = contract;
  }

  @Test
  void a_group_that_does_not_exist_has_an_unknown_lag() {
    assertThat(contract.hub().binding.lag(contract.channel, "nobody")).isEqualTo(Lag.unknown());
  }

  @Test
  void unsettled_events_are_counted() {
    assumeTrue(contract.countsLag(), "deviation: this broker does not count unsettled events");
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);
    hub.publish(contract.channel, events(10));
    assertThat(hub.binding.lag(contract.channel, "group").events()).hasValue(10);

    try (Member member = Member.of(hub.binding, group, 10)) {
      await().until(() -> member.ids().size() == 10);
      assertThat(hub.binding.lag(contract.channel, "group").events()).hasValue(10);
      member.deliveries().stream().limit(4).forEach(Delivery::ack);
      await()
          .until(
              () -> hub.binding.lag(contract.channel, "group").events().equals(OptionalLong.of(6)));
    }
  }

  @Test
  void the_oldest_unsettled_event_ages() {
    assumeTrue(contract.tellsAge(), "deviation: this broker does not tell the age");
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);
    contract.publishedAgo(hub, Duration.ofMinutes(5), events(2));

    assertThat(hub.binding.lag(contract.channel, "group").oldest())
        .hasValueSatisfying(
            age -> assertThat(age).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6)));
  }

  @Test
  void a_group_that_has_settled_everything_has_no_lag() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder();
    TestRoute route = TestRoute.on(contract.channel);
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, events(10));
    await().until(() -> handler.calls().size() == 10);

    await()
        .until(
            () -> {
              Lag lag = hub.state(route.spec()).lag();
              return lag.events().orElse(0) == 0 && lag.oldest().orElse(Duration.ZERO).isZero();
            });
    if (contract.countsLag()) {
      assertThat(hub.state(route.spec()).lag().events()).hasValue(0);
    }
  }
}
