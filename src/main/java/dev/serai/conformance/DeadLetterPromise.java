package dev.serai.conformance;

import static dev.serai.conformance.BindingContract.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.bus.GroupSpec;
import dev.serai.delivery.Dispatcher;
import dev.serai.delivery.Failure;
import dev.serai.ledger.Attempt;
import dev.serai.ledger.DeadLetter;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 8. A dead letter is written durably, with all that is known, before the original is settled. */
abstract class DeadLetterPromise {

  private final BindingContract contract;

  DeadLetterPromise(BindingContract contract) {
    this.contract = contract;
  }

  @Test
  void it_tells_event_cause_history_channel_group_route_and_step() {
    TestHub hub = contract.hub();
    Recorder handler =
        new Recorder()
            .failingBy(
                (event, n) ->
                    new Failure(new IllegalStateException("no " + n), false, null, "step-" + n));
    TestRoute route = TestRoute.on(contract.channel).group("billing").ordered().attempts(2);
    hub.subscribe(route.route(), handler);
    CloudEvent published = event("1", "acme");
    hub.publish(contract.channel, published);
    contract.time.advanceUntil("it is given up", () -> !hub.deadLetters().isEmpty());

    DeadLetter letter = hub.deadLetters().get(0);

    assertThat(letter.channel()).isEqualTo(contract.channel);
    assertThat(letter.group()).isEqualTo("billing");
    assertThat(letter.route()).isEqualTo("route-billing");
    assertThat(letter.key()).isEqualTo("acme");
    assertThat(letter.reason()).isEqualTo("attempts-exhausted");
    assertThat(letter.redrivenAt()).isNull();
    assertThat(letter.history())
        .extracting(Attempt::number, Attempt::cause, Attempt::message, Attempt::step)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                1, "java.lang.IllegalStateException", "no 1", "step-1"),
            org.assertj.core.groups.Tuple.tuple(
                2, "java.lang.IllegalStateException", "no 2", "step-2"));
    SameEvent.assertSame(letter.event(), published);
  }

  @Test
  void it_is_announced_without_the_payload() throws IOException {
    TestHub hub = contract.hub();
    Recorder alarms = new Recorder();
    hub.subscribe(TestRoute.on(Dispatcher.DEAD_LETTER_CHANNEL).latest().route(), alarms);
    hub.subscribe(poisoned(), new Recorder().failingBy((e, n) -> poison()));
    hub.publish(
        contract.channel,
        BindingContract.builder("1")
            .extension("partitionkey", "acme")
            .data("secret".getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .build());

    await().until(() -> alarms.calls().stream().anyMatch(this::isOurs));

    CloudEvent alarm =
        alarms.calls().stream().filter(this::isOurs).findFirst().orElseThrow().event();
    DeadLetter letter = hub.awaitDeadLetters(1).get(0);
    JsonNode data = new ObjectMapper().readTree(alarm.getData().toBytes());
    assertThat(alarm.getType()).isEqualTo("dev.serai.deadletter.created");
    assertThat(alarm.getSubject()).isEqualTo(Long.toString(letter.id()));
    assertThat(alarm.getExtension("partitionkey")).isEqualTo("acme");
    assertThat(data.path("id").asLong()).isEqualTo(letter.id());
    assertThat(data.path("channel").asText()).isEqualTo(contract.channel);
    assertThat(data.path("reason").asText()).isEqualTo("poison");
    assertThat(data.path("attempts").asInt()).isEqualTo(1);
    assertThat(data.path("event").path("id").asText()).isEqualTo("1");
    assertThat(data.toString()).doesNotContain("secret");
  }

  @Test
  void an_announcement_that_fails_is_repeated_and_the_handler_is_not() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failingBy((e, n) -> poison());
    TestRoute route = TestRoute.on(contract.channel).group("group");
    GroupSpec alarms = TestRoute.on(Dispatcher.DEAD_LETTER_CHANNEL).latest().group(group()).spec();
    hub.createGroup(alarms);
    hub.subscribe(route.route(), handler);
    hub.binding.refuse(p -> p.channel().equals(Dispatcher.DEAD_LETTER_CHANNEL));

    hub.publish(contract.channel, event("1"));
    assertThat(hub.awaitParked(route.spec(), 1))
        .allSatisfy(row -> assertThat(row.exhausted()).isTrue());
    contract.time.advanceUntil("it is tried again", () -> hub.binding.refused() >= 3);
    hub.binding.refuse(p -> false);
    contract.time.advanceUntil("it is settled", () -> hub.parked(route.spec()).isEmpty());

    assertThat(handler.calls()).hasSize(1);
    assertThat(hub.deadLetters()).hasSize(1);
    try (Member member = Member.of(hub.binding, alarms, 100)) {
      await().until(() -> member.deliveries().stream().anyMatch(d -> isOurs(d.event())));
    }
  }

  @Test
  void an_announcement_that_fails_is_repeated_after_a_restart_and_the_handler_is_not() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder().failing("1", 99);
    TestRoute route = TestRoute.on(contract.channel).attempts(2).ordered();
    hub.subscribe(route.route(), handler);
    hub.binding.refuse(p -> p.channel().equals(Dispatcher.DEAD_LETTER_CHANNEL));
    hub.publish(contract.channel, event("1", "k"), event("2", "k"));
    TestHub before = hub;
    contract.time.advanceUntil("it is refused", () -> before.binding.refused() >= 1);

    TestHub after = contract.restart(hub);
    after.subscribe(route.route(), handler);
    contract.time.advanceUntil("the next of the key", () -> handler.ids().contains("2"));

    assertThat(handler.attemptsOf("1")).containsExactly(1, 2);
    assertThat(after.deadLetters()).hasSize(1);
  }

  @Test
  void what_comes_again_because_its_ack_was_lost_makes_no_second_one() {
    TestHub hub = contract.hub();
    TestRoute route = TestRoute.on(contract.channel).attempts(2);
    hub.binding.loseAcks();
    hub.subscribe(route.route(), hopeless());
    hub.publish(contract.channel, event("1"), event("2"));
    contract.time.advanceUntil(
        "both are given up",
        () -> hub.deadLetters().size() == 2 && hub.parked(route.spec()).isEmpty());
    List<DeadLetter> before = hub.deadLetters();

    TestHub after = contract.crash(hub);
    contract.time.advance(Duration.ofSeconds(1));
    Recorder again = hopeless();
    after.subscribe(route.route(), again);
    contract.time.advanceUntil(
        "both came again", () -> again.ids().contains("2") && again.attemptsOf("1").contains(2));
    after.publish(contract.channel, event("3"));
    contract.time.advanceUntil(
        "all are given up",
        () ->
            after.deadLetters().stream().anyMatch(letter -> letter.event().getId().equals("3"))
                && after.parked(route.spec()).isEmpty());

    assertThat(after.deadLetters()).hasSize(3).startsWith(before.toArray(DeadLetter[]::new));
  }

  /** The first fails as often as it is called, the others are given up at once. */
  private static Recorder hopeless() {
    return new Recorder()
        .failingBy(
            (event, n) ->
                event.getId().equals("1")
                    ? Failure.of(new IllegalStateException("told to fail"))
                    : poison());
  }

  @Test
  void a_dead_letter_of_the_dead_letter_channel_is_kept_and_not_announced() {
    TestHub hub = contract.hub();
    Recorder alarms = new Recorder().failingBy((e, n) -> poison());
    hub.subscribe(
        TestRoute.on(Dispatcher.DEAD_LETTER_CHANNEL).latest().group(group()).route(), alarms);
    hub.subscribe(poisoned(), new Recorder().failingBy((e, n) -> poison()));
    hub.publish(contract.channel, event("1"));

    assertThat(hub.awaitDeadLetters(2))
        .extracting(DeadLetter::channel)
        .containsExactlyInAnyOrder(contract.channel, Dispatcher.DEAD_LETTER_CHANNEL);
    contract.time.advance(Duration.ofMinutes(5));
    assertThat(alarms.calls().stream().filter(this::isOurs)).hasSize(1);
  }

  private dev.serai.delivery.GroupRoute poisoned() {
    return TestRoute.on(contract.channel).route();
  }

  private static Failure poison() {
    return Failure.poison(new IllegalArgumentException("unreadable"));
  }

  private boolean isOurs(Recorder.Seen call) {
    return isOurs(call.event());
  }

  /** A group that no other test has: where the broker lives longer than a test, so does a group. */
  private String group() {
    return "tck-" + contract.channel.substring("tck.".length());
  }

  /** The channel is shared with other tests where the broker is. */
  private boolean isOurs(CloudEvent alarm) {
    return new String(alarm.getData().toBytes(), java.nio.charset.StandardCharsets.UTF_8)
        .contains(contract.channel);
  }
}
