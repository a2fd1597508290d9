package dev.serai.conformance;

import static dev.serai.conformance.BindingContract.event;
import static dev.serai.conformance.BindingContract.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.GroupSpec;
import dev.serai.delivery.DeliveryObserver;
import dev.serai.delivery.EventHandler;
import dev.serai.delivery.Failure;
import dev.serai.delivery.RunningGroup;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** 10. Memory stays bounded; a slow processor or an open breaker pauses its group only. */
abstract class PressurePromise {

  private final BindingContract contract;

  PressurePromise(BindingContract contract) {
    this.contract = contract;
  }

  @Test
  void no_more_is_delivered_than_was_asked_for() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);
    hub.publish(contract.channel, events(100));

    try (Member member = Member.of(hub.binding, group, 7)) {
      await().until(() -> member.ids().size() == 7);
      await().during(Duration.ofMillis(200)).until(() -> member.ids().size() == 7);
      member.request(5);
      await().until(() -> member.ids().size() == 12);
      await().during(Duration.ofMillis(200)).until(() -> member.ids().size() == 12);
    }
  }

  @Test
  void a_member_that_asks_for_nothing_gets_nothing() {
    TestHub hub = contract.hub();
    GroupSpec group = TestRoute.on(contract.channel).spec();
    hub.createGroup(group);
    hub.publish(contract.channel, events(10));

    try (Member member = Member.of(hub.binding, group, 0)) {
      await().during(Duration.ofMillis(300)).until(() -> member.ids().isEmpty());
    }
  }

  @Test
  void a_slow_processor_pauses_its_group_and_no_other() {
    TestHub hub = contract.hub();
    Stuck stuck = new Stuck();
    Recorder quick = new Recorder();
    TestRoute slow = TestRoute.on(contract.channel).group("slow");
    hub.subscribe(slow.route(), stuck);
    hub.createGroup(TestRoute.on(contract.channel).group("quick").spec());
    for (int i = 0; i < 4; i++) {
      hub.publish(contract.channel, events(500));
    }
    hub.subscribe(TestRoute.on(contract.channel).group("quick").route(), quick);

    await().until(() -> quick.calls().size() == 2_000);

    assertThat(stuck.calls()).isEqualTo(1);
    assertThat(hub.binding.pushed() - 2_000).isLessThanOrEqualTo(1_000);
    assertThat(hub.state(slow.spec()).inFlight()).isEqualTo(1);
    stuck.release();
    await().until(() -> stuck.calls() == 2_000);
  }

  @Test
  void large_events_are_bounded_by_their_bytes() {
    TestHub hub = contract.hub();
    int size = Math.min(200_000, hub.binding.capabilities().maxEventBytes() - 1_000);
    CloudEvent[] large = new CloudEvent[300];
    for (int i = 0; i < large.length; i++) {
      large[i] = BindingContract.builder("" + i).data(new byte[size]).build();
    }
    hub.createGroup(TestRoute.on(contract.channel).spec());
    for (int i = 0; i < large.length; i += 10) {
      hub.publish(contract.channel, Arrays.copyOfRange(large, i, i + 10));
    }
    Stuck stuck = new Stuck();
    hub.subscribe(TestRoute.on(contract.channel).route(), stuck);

    await().until(() -> stuck.calls() == 1);
    await()
        .during(Duration.ofMillis(300))
        .until(() -> (long) hub.binding.pushed() * size < (48L << 20));
    stuck.release();
    await().until(() -> stuck.calls() == 300);
  }

  @Test
  void a_paused_group_calls_nobody_until_it_is_resumed() {
    TestHub hub = contract.hub();
    Recorder handler = new Recorder();
    RunningGroup group = hub.subscribe(TestRoute.on(contract.channel).route(), handler);
    hub.publish(contract.channel, event("1"));
    await().until(() -> handler.ids().size() == 1);

    group.pause();
    hub.publish(contract.channel, event("2"));
    await().during(Duration.ofMillis(300)).until(() -> handler.ids().size() == 1);
    assertThat(group.state().paused()).isTrue();

    group.resume();
    await().until(() -> handler.ids().size() == 2);
    assertThat(group.state().paused()).isFalse();
  }

  @Test
  void an_open_breaker_pauses_the_group_and_uses_no_attempts() {
    List<String> changes = new CopyOnWriteArrayList<>();
    TestHub hub = contract.hub(hears(changes));
    AtomicBoolean down = new AtomicBoolean(true);
    Recorder handler =
        new Recorder()
            .failingBy((e, n) -> down.get() ? Failure.of(new IllegalStateException("503")) : null);
    TestRoute route =
        TestRoute.on(contract.channel)
            .attempts(3)
            .breaker(2, Duration.ofSeconds(30), Duration.ofSeconds(60));
    hub.subscribe(route.route(), handler);

    hub.publish(contract.channel, events(20));
    await().until(() -> hub.state(route.spec()).breaker().equals("open"));
    contract.time.advance(Duration.ofSeconds(59));
    await().during(Duration.ofMillis(200)).until(() -> handler.calls().size() == 2);

    contract.time.advance(Duration.ofSeconds(1));
    await().until(() -> changes.equals(List.of("open", "half-open", "open")));
    assertThat(handler.calls()).as("exactly one is tried").hasSize(3);

    down.set(false);
    contract.time.advanceUntil(
        "all are settled",
        () ->
            handler.ids().stream().distinct().count() == 20
                && hub.state(route.spec()).parked() == 0);
    assertThat(changes).containsExactly("open", "half-open", "open", "half-open", "closed");
    assertThat(hub.deadLetters()).isEmpty();
    assertThat(handler.calls()).hasSize(23);
  }

  @Test
  void failures_that_are_far_apart_open_no_breaker() {
    TestHub hub = contract.hub();
    Recorder handler =
        new Recorder().failingBy((e, n) -> Failure.of(new IllegalStateException("503")));
    TestRoute route =
        TestRoute.on(contract.channel)
            .attempts(10)
            .backoff(Duration.ofMinutes(1), 1, Duration.ofMinutes(1), 0)
            .breaker(2, Duration.ofSeconds(30), Duration.ofHours(1));
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, event("1"));

    contract.time.advanceUntil("five tries", () -> handler.calls().size() >= 5);

    assertThat(hub.state(route.spec()).breaker()).isEqualTo("closed");
  }

  @Test
  void poison_opens_no_breaker() {
    TestHub hub = contract.hub();
    Recorder handler =
        new Recorder().failingBy((e, n) -> Failure.poison(new IllegalStateException("bad")));
    TestRoute route =
        TestRoute.on(contract.channel).breaker(2, Duration.ofHours(1), Duration.ofHours(1));
    hub.subscribe(route.route(), handler);
    hub.publish(contract.channel, events(10));

    hub.awaitDeadLetters(10);

    assertThat(hub.state(route.spec()).breaker()).isEqualTo("closed");
  }

  private static DeliveryObserver hears(List<String> changes) {
    return new DeliveryObserver() {
      @Override
      public void breakerChanged(String channel, String group, String state) {
        changes.add(state);
      }
    };
  }

  /** A handler that ends nothing until it is released, and from then on everything. */
  private static final class Stuck implements EventHandler {

    private final List<Done> pending = new ArrayList<>();
    private boolean released;
    private int calls;

    @Override
    public synchronized void handle(CloudEvent event, int attempt, Done done) {
      calls++;
      if (released) {
        done.succeeded();
      } else {
        pending.add(done);
      }
    }

    synchronized int calls() {
      return calls;
    }

    void release() {
      List<Done> all;
      synchronized (this) {
        released = true;
        all = List.copyOf(pending);
      }
      all.forEach(Done::succeeded);
    }
  }
}
