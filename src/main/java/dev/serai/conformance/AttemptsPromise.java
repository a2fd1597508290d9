package dev.serai.conformance;

import static dev.serai.conformance.BindingContract.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.GroupSpec;
import dev.serai.delivery.EventHandler;
import dev.serai.delivery.Failure;
import dev.serai.ledger.Attempt;
import dev.serai.ledger.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 5. Attempts count failures only; the handler is called exactly so often; the count survives. */
abstract class AttemptsPromise {

  private final BindingContract contract;

  AttemptsPromise(BindingContract contract) {
    this.contract = contract;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void the_handler_is_called_exactly_as_often_as_the_policy_says(int attempts) {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("bad", 99);
    hub.subscribe(TestRoute.on(contract.channel).attempts(attempts).route(), handler);

    hub.publish(contract.channel, event("bad"), event("good"));

    contract.time.advanceUntil("it is given up", () -> !hub.deadLetters().isEmpty());
    contract.time.advance(Duration.ofHours(2));
    assertThat(handler.attemptsOf("bad")).hasSize(attempts).isSorted().doesNotHaveDuplicates();
    assertThat(handler.attemptsOf("bad")).first().isEqualTo(1);
    assertThat(handler.attemptsOf("good")).containsExactly(1);
    assertThat(hub.deadLetters()).hasSize(1);
  }

  @Test
  void a_success_after_failures_ends_the_tries() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("1", 3);
    TestRoute route = TestRoute.on(contract.channel);
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, event("1"));

    contract.time.advanceUntil("it succeeds", () -> handler.ids().size() >= 4);
    hub.awaitParked(route.spec(), 0);
    contract.time.advance(Duration.ofHours(2));

    assertThat(handler.attemptsOf("1")).containsExactly(1, 2, 3, 4);
    assertThat(hub.deadLetters()).isEmpty();
  }

  @Test
  void a_poison_event_is_called_once() {
    TestHub hub = contract.hub();
    Recorder handler =
        new Recorder()
            .failingBy((event, n) -> Failure.poison(new IllegalArgumentException("unreadable")));
    hub.subscribe(TestRoute.on(contract.channel).route(), handler);

    hub.publish(contract.channel, event("1"));

    assertThat(hub.awaitDeadLetters(1)).extracting(DeadLetter::reason).containsExactly("poison");
    assertThat(handler.attemptsOf("1")).containsExactly(1);
  }

  @Test
  void the_count_survives_a_restart() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("1", 99);
    TestRoute route = TestRoute.on(contract.channel).attempts(4);
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, event("1"));
    TestHub before = hub;
    contract.time.advanceUntil(
        "two attempts are recorded",
        () -> before.parked(route.spec()).stream().anyMatch(row -> row.attempts() == 2));

    TestHub after = contract.restart(hub);
    after.subscribe(route.route(), handler);
    contract.time.advanceUntil("it is given up", () -> !after.deadLetters().isEmpty());

    assertThat(handler.attemptsOf("1")).containsExactly(1, 2, 3, 4);
    assertThat(after.deadLetters().get(0).history())
        .extracting(Attempt::number)
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void a_failure_told_later_from_another_thread_counts_like_one_told_at_once() {
    TestHub hub = contract.hub();
    List<EventHandler.Done> pending = new CopyOnWriteArrayList<>();
    List<Integer> attempts = new CopyOnWriteArrayList<>();
    TestRoute route = TestRoute.on(contract.channel).attempts(2);
    hub.subscribe(
        route.route(),
        (event, attempt, done) -> {
          attempts.add(attempt);
          pending.add(done);
        });
    hub.publish(contract.channel, event("1"));

    await().until(() -> pending.size() == 1);
    pending.get(0).failed(Failure.of(new IllegalStateException("first")));
    contract.time.advanceUntil("the second try", () -> pending.size() == 2);
    pending.get(1).failed(Failure.of(new IllegalStateException("second")));
    pending.get(1).succeeded();

    assertThat(hub.awaitDeadLetters(1).get(0).history())
        .extracting(Attempt::message)
        .containsExactly("first", "second");
    assertThat(attempts).containsExactly(1, 2);
  }

  @Test
  void an_exception_that_the_handler_throws_is_a_failed_attempt() {
    TestHub hub = contract.hub();
    hub.subscribe(
        TestRoute.on(contract.channel).attempts(1).route(),
        (event, attempt, done) -> {
          throw new IllegalStateException("thrown");
        });
    hub.publish(contract.channel, event("1"));

    assertThat(hub.awaitDeadLetters(1).get(0).history())
        .extracting(Attempt::message)
        .containsExactly("thrown");
  }

  @Test
  void a_filter_that_throws_is_a_failed_attempt() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder();
    hub.subscribe(
        TestRoute.on(contract.channel)
            .attempts(2)
            .only(
                event -> {
                  throw new IllegalStateException("no such field");
                })
            .route(),
        handler);
    hub.publish(contract.channel, event("1"));

    contract.time.advanceUntil("it is given up", () -> !hub.deadLetters().isEmpty());
    assertThat(hub.deadLetters().get(0).history())
        .extracting(Attempt::message)
        .containsExactly("no such field", "no such field");
    assertThat(handler.calls()).isEmpty();
  }

  @Test
  void a_slow_handler_uses_no_attempt() {
    TestHub hub = contract.hub();
    List<EventHandler.Done> pending = new CopyOnWriteArrayList<>();
    TestRoute route = TestRoute.on(contract.channel).ackDeadline(Duration.ofMillis(500));
    hub.subscribe(route.route(), (event, attempt, done) -> pending.add(done));
    hub.publish(contract.channel, event("1"));

    await().until(() -> !pending.isEmpty());
    await().during(Duration.ofMillis(1_500)).until(() -> pending.size() == 1);
    pending.get(0).succeeded();

    await().until(() -> hub.state(route.spec()).inFlight() == 0);
    assertThat(hub.parked(route.spec())).isEmpty();
    assertThat(hub.deadLetters()).isEmpty();
  }

  @Test
  void a_settled_delivery_never_comes_again() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);
    hub.publish(contract.channel, event("1"), event("2"));
    try (Member member = Member.of(hub.binding, group, 10)) {
      await().until(() -> member.ids().size() == 2);
      member.ackAll();
    }
    hub = contract.restart(hub);
    hub.publish(contract.channel, event("3"));

    try (Member member = Member.of(hub.binding, group, 10)) {
      await().until(() -> !member.ids().isEmpty());
      assertThat(member.ids()).containsExactly("3");
    }
  }
}
