package dev.serai.delivery;

import static dev.serai.delivery.EmbeddedHub.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.serai.bus.Binding;
import dev.serai.bus.Delivery;
import dev.serai.bus.GroupSpec;
import dev.serai.conformance.Member;
import dev.serai.conformance.PassingBinding;
import dev.serai.conformance.Recorder;
import dev.serai.conformance.TestRoute;
import dev.serai.ledger.ParkedDelivery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupLimitsTest {

  @TempDir Path dir;

  private EmbeddedHub hub(int window, int maxParked, Duration grace) {
    Limits limits =
        new Limits(
            window, 1 << 20, 4, maxParked, grace, Duration.ofSeconds(60), Duration.ofSeconds(10));
    return new EmbeddedHub(dir, limits, UnaryOperator.identity());
  }

  @Test
  void only_the_first_of_many_groups_waits_long_for_a_broker_that_is_silent() {
    Duration second = Duration.ofSeconds(1);
    Limits limits = new Limits(8, 1 << 20, 4, 40, second, second, second);
    UnaryOperator<Binding> silent =
        real ->
            new PassingBinding(real) {
              @Override
              public CompletionStage<Void> createGroup(GroupSpec group) {
                return new CompletableFuture<>();
              }
            };
    try (EmbeddedHub hub = new EmbeddedHub(dir, limits, silent)) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(15),
          () -> {
            for (int i = 0; i < 20; i++) {
              hub.dispatcher.subscribe(TestRoute.on("channel-" + i).route(), new Recorder());
            }
          });

      assertThat(hub.dispatcher.groups())
          .hasSize(20)
          .allMatch(group -> group.trouble().equals("the broker has not answered yet"));
    }
  }

  @Test
  void a_group_with_too_much_parked_stops_fetching_until_half_is_gone() {
    try (EmbeddedHub hub = hub(8, 40, Duration.ofSeconds(30))) {
      AtomicBoolean down = new AtomicBoolean(true);
      Recorder handler =
          new Recorder()
              .failingBy(
                  (e, n) -> down.get() ? Failure.of(new IllegalStateException("down")) : null);
      TestRoute route =
          TestRoute.on(EmbeddedHub.CHANNEL)
              .attempts(100)
              .backoff(Duration.ofMinutes(1), 1, Duration.ofMinutes(1), 0);
      hub.dispatcher.subscribe(route.route(), handler);
      for (int i = 0; i < 100; i++) {
        hub.publish(event("" + i, "k"));
      }

      await().until(() -> hub.state().trouble() != null && hub.state().inFlight() == 0);
      await().during(Duration.ofMillis(300)).until(() -> hub.state().parked() <= 48);
      assertThat(hub.state().parked()).isGreaterThanOrEqualTo(40);
      assertThat(hub.state().trouble())
          .endsWith("are parked, the limit is 40; fetching goes on below 20");

      down.set(false);
      hub.time.advanceUntil(
          "all are handled",
          () -> handler.ids().stream().distinct().count() == 100 && hub.state().parked() == 0);
      assertThat(hub.state().trouble()).isNull();
    }
  }

  @Test
  void a_close_waits_for_a_stuck_handler_no_longer_than_the_grace_and_counts_nothing() {
    TestRoute route = TestRoute.on(EmbeddedHub.CHANNEL);
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    try (EmbeddedHub hub = hub(8, 40, Duration.ofMillis(200))) {
      hub.dispatcher.subscribe(
          route.route(),
          (event, attempt, done) -> {
            begun.countDown();
            try {
              never.await();
            } catch (InterruptedException e) {
              interrupted.set(true);
              throw new IllegalStateException(e);
            }
          });
      hub.publish(event("1", "k"));
      await().until(() -> begun.getCount() == 0);
    }
    await().untilTrue(interrupted);
    try (EmbeddedHub hub = hub(8, 40, Duration.ofSeconds(30))) {
      Recorder next = new Recorder();
      hub.dispatcher.subscribe(route.route(), next);
      await().until(() -> !next.calls().isEmpty());
      assertThat(next.attemptsOf("1")).containsExactly(1);
    }
  }

  @Test
  void a_key_whose_rows_were_counted_twice_flows_again() {
    try (EmbeddedHub hub = new EmbeddedHub(dir)) {
      TestRoute route = TestRoute.on(EmbeddedHub.CHANNEL).ordered();
      hub.binding.createGroup(route.spec()).toCompletableFuture().join();
      hub.publish(event("a1", "a"), event("a2", "a"));
      parkWithoutSettling(hub, route.spec());
      Recorder handler = new Recorder();

      hub.dispatcher.subscribe(route.route(), handler);

      await().until(() -> handler.ids().contains("a2") && hub.state().parked() == 0);
      hub.publish(event("a3", "a"));
      await().until(() -> handler.ids().contains("a3"));
      assertThat(handler.ids().stream().distinct()).containsExactly("a1", "a2", "a3");
      assertThat(hub.state().parked()).isZero();
    }
  }

  /** What a crash leaves between the parking of a delivery and its ack. */
  private static void parkWithoutSettling(EmbeddedHub hub, GroupSpec group) {
    try (Member member = Member.of(hub.binding, group, 2)) {
      await().until(() -> member.deliveries().size() == 2);
      List<ParkedDelivery> rows =
          member.deliveries().stream().map(delivery -> row(hub, group, delivery)).toList();
      hub.ledger.parked().park(rows).toCompletableFuture().join();
    }
  }

  private static ParkedDelivery row(EmbeddedHub hub, GroupSpec group, Delivery delivery) {
    return new ParkedDelivery(
        0,
        group.channel(),
        group.name(),
        delivery.position(),
        "a",
        delivery.event(),
        ParkedDelivery.Origin.BUS,
        0,
        hub.time.now(),
        false,
        List.of());
  }
}
