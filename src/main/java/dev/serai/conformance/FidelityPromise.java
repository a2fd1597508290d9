package dev.serai.conformance;

import static org.awaitility.Awaitility.await;

import dev.serai.bus.Delivery;
import dev.serai.bus.GroupSpec;
import dev.serai.delivery.Failure;
import dev.serai.event.EventSize;
import dev.serai.ledger.DeadLetter;
import io.cloudevents.CloudEvent;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** 9. Every attribute, extension and byte of an event survives the trip. */
abstract class FidelityPromise {

  private final BindingContract contract;

  FidelityPromise(BindingContract contract) {
    this.contract = contract;
  }

  @Test
  void events_arrive_as_they_were_published() {
    TestHub hub = contract.hub();
    CloudEvent[] samples = samples(hub);
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);
    hub.publish(contract.channel, samples);

    try (Member member = Member.of(hub.binding, group, 100)) {
      await().until(() -> member.ids().size() >= samples.length);
      assertSamples(
          samples,
          member.deliveries().stream()
              .map(Delivery::event)
              .collect(Collectors.toMap(CloudEvent::getId, Function.identity())));
    }
  }

  @Test
  void events_are_unchanged_when_they_were_parked() {
    TestHub hub = contract.hub();
    CloudEvent[] samples = samples(hub);
    Recorder handler =
        new Recorder()
            .failingBy((e, n) -> n == 1 ? Failure.of(new IllegalStateException("once")) : null);
    hub.subscribe(TestRoute.on(contract.channel).route(), handler);
    hub.publish(contract.channel, samples);

    contract.time.advanceUntil(
        "all were called twice", () -> handler.calls().size() >= 2 * samples.length);

    assertSamples(
        samples,
        handler.calls().stream()
            .filter(call -> call.attempt() == 2)
            .collect(Collectors.toMap(Recorder.Seen::id, Recorder.Seen::event)));
  }

  @Test
  void events_are_unchanged_in_the_dead_letters() {
    TestHub hub = contract.hub();
    CloudEvent[] samples = samples(hub);
    Recorder handler =
        new Recorder().failingBy((e, n) -> Failure.poison(new IllegalStateException("never")));
    hub.subscribe(TestRoute.on(contract.channel).concurrency(4).route(), handler);
    hub.publish(contract.channel, samples);

    assertSamples(
        samples,
        hub.awaitDeadLetters(samples.length).stream()
            .collect(Collectors.toMap(letter -> letter.event().getId(), DeadLetter::event)));
  }

  /** All that are not above the broker's limit. */
  private static CloudEvent[] samples(TestHub hub) {
    int max = hub.binding.capabilities().maxEventBytes();
    return SampleEvents.all().stream()
        .filter(sample -> EventSize.of(sample) <= max)
        .toArray(CloudEvent[]::new);
  }

  private static void assertSamples(CloudEvent[] samples, Map<String, CloudEvent> got) {
    for (CloudEvent sample : samples) {
      SameEvent.assertSame(got.get(sample.getId()), sample);
    }
  }
}
