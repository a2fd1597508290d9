package dev.serai.delivery;

import static dev.serai.delivery.EmbeddedHub.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.LogLines;
import dev.serai.bus.Binding;
import dev.serai.bus.BusException;
import dev.serai.bus.GroupSpec;
import dev.serai.conformance.PassingBinding;
import dev.serai.conformance.Recorder;
import dev.serai.conformance.TestRoute;
import dev.serai.ledger.Attempt;
import dev.serai.ledger.LedgerFault;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that cannot be written: nothing is lost, nothing is called again, nothing hurries. */
class LedgerTroubleTest {

  @TempDir Path dir;
  private final TestRoute route = TestRoute.on(EmbeddedHub.CHANNEL).ordered().attempts(2);
  private EmbeddedHub hub;

  @BeforeEach
  void open() {
    hub = new EmbeddedHub(dir);
  }

  @AfterEach
  void close() {
    LedgerFault.mend(hub.file);
    hub.close();
  }

  @Test
  void a_failed_delivery_that_cannot_be_parked_waits_in_memory_and_keeps_its_key_in_order() {
    Recorder handler = new Recorder().failing("a1", 1);
    hub.dispatcher.subscribe(route.route(), handler);
    LedgerFault.on(hub.file, "insert on parked");

    hub.publish(event("a1", "a"), event("a2", "a"), event("b1", "b"));
    await().until(() -> hub.state().trouble() != null);
    hub.publish(event("a3", "a"), event("b2", "b"));
    await().until(() -> handler.ids().contains("b2"));
    hub.time.advance(Duration.ofMinutes(5));

    assertThat(hub.state().trouble())
        .startsWith("the ledger cannot be written: ledger '" + hub.file + "'");
    assertThat(handler.ids()).containsExactly("a1", "b1", "b2");

    LedgerFault.mend(hub.file);
    hub.time.advanceUntil("the key goes on", () -> handler.ids().size() >= 6);
    assertThat(handler.ids()).containsExactly("a1", "b1", "b2", "a1", "a2", "a3");
    await().until(() -> hub.state().parked() == 0);
    assertThat(hub.state().trouble()).isNull();
  }

  @Test
  void a_group_whose_replays_cannot_be_read_when_it_starts_has_one_member_all_the_same()
      throws SQLException {
    Recorder handler = new Recorder();
    execute("alter table replay rename to away");
    hub.dispatcher.subscribe(route.route(), handler);
    hub.time.advance(Duration.ofSeconds(10));
    execute("alter table away rename to replay");
    hub.time.advance(Duration.ofSeconds(10));
    hub.publish(event("a1", "a"), event("a2", "a"));

    await().until(() -> handler.ids().size() == 2);
    assertThat(hub.binding.members()).isEqualTo(1);
    assertThat(hub.state().trouble()).isNull();
  }

  private void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + hub.file);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void progress_that_cannot_be_saved_is_told_once_until_it_can_be() {
    Recorder handler = new Recorder();
    hub.dispatcher.subscribe(route.route(), handler);
    try (LogLines log = new LogLines("dev.serai.bus.embedded.GroupSaves")) {
      LedgerFault.on(hub.file, "update on event_group");
      hub.publish(event("a1", "a"), event("a2", "a"));
      await().until(() -> !log.all().isEmpty());
      hub.time.advance(Duration.ofMinutes(1));
      LedgerFault.mend(hub.file);
      hub.time.advanceUntil("it is told", () -> log.all().size() > 1);

      assertThat(log.all()).hasSize(2);
      assertThat(log.all().get(0)).contains("what was settled is not durable yet: ledger");
      assertThat(log.all().get(1)).endsWith("what was settled is durable again");
    }
  }

  @Test
  void a_broker_that_is_away_is_told_once_until_the_group_has_started() {
    AtomicInteger tries = new AtomicInteger();
    UnaryOperator<Binding> away =
        real ->
            new PassingBinding(real) {
              @Override
              public CompletionStage<Void> createGroup(GroupSpec group) {
                return tries.incrementAndGet() < 5
                    ? CompletableFuture.failedFuture(new BusException("nothing answers", null))
                    : super.createGroup(group);
              }
            };
    try (EmbeddedHub other = new EmbeddedHub(dir.resolve("other"), Limits.defaults(), away);
        LogLines log = new LogLines("dev.serai.delivery.GroupStart")) {
      other.dispatcher.subscribe(route.route(), new Recorder());
      other.time.advanceUntil("it has started", () -> log.all().size() > 1);

      assertThat(tries).hasValue(5);
      assertThat(log.all())
          .containsExactly(
              "group '%s' of channel 'orders' cannot start yet: nothing answers"
                  .formatted(other.state().group()),
              "group '%s' of channel 'orders' has started".formatted(other.state().group()));
    }
  }

  @Test
  void a_dead_letter_that_cannot_be_written_is_written_later_and_nobody_is_called_again() {
    Recorder handler = new Recorder().failing("a1", 99);
    hub.dispatcher.subscribe(route.route(), handler);
    LedgerFault.on(hub.file, "insert on dead_letter");

    hub.publish(event("a1", "a"), event("a2", "a"));
    hub.time.advanceUntil("it is in trouble", () -> hub.state().trouble() != null);
    hub.time.advance(Duration.ofMinutes(5));
    assertThat(handler.ids()).containsExactly("a1", "a1");
    assertThat(hub.deadLetters()).isEmpty();

    LedgerFault.mend(hub.file);
    hub.time.advanceUntil("the next of the key", () -> handler.ids().contains("a2"));

    assertThat(handler.ids()).containsExactly("a1", "a1", "a2");
    assertThat(hub.deadLetters()).hasSize(1);
    assertThat(hub.deadLetters().get(0).history())
        .extracting(Attempt::number)
        .containsExactly(1, 2);
  }

  @Test
  void a_poison_event_whose_dead_letter_cannot_be_written_comes_again_after_a_crash() {
    Recorder handler =
        new Recorder().failingBy((e, n) -> Failure.poison(new IllegalStateException("bad")));
    hub.dispatcher.subscribe(route.route(), handler);
    LedgerFault.on(hub.file, "insert on dead_letter");
    hub.publish(event("a1", "a"));
    await().until(() -> hub.state().trouble() != null);

    hub.close();
    LedgerFault.mend(hub.file);
    hub = new EmbeddedHub(dir);
    hub.dispatcher.subscribe(route.route(), handler);

    await().until(() -> hub.deadLetters().size() == 1);
    assertThat(handler.attemptsOf("a1")).containsExactly(1, 1);
  }

  @Test
  void a_retry_that_cannot_be_recorded_is_not_called_again_before_it_is() {
    Recorder handler = new Recorder().failing("a1", 99);
    hub.dispatcher.subscribe(route.attempts(3).route(), handler);
    hub.publish(event("a1", "a"));
    await().until(() -> hub.state().parked() == 1);
    LedgerFault.on(hub.file, "update on parked");

    hub.time.advanceUntil("it is in trouble", () -> hub.state().trouble() != null);
    hub.time.advance(Duration.ofMinutes(5));
    assertThat(handler.attemptsOf("a1")).containsExactly(1, 2);

    LedgerFault.mend(hub.file);
    hub.time.advanceUntil("it is given up", () -> hub.deadLetters().size() == 1);
    assertThat(handler.attemptsOf("a1")).containsExactly(1, 2, 3);
    assertThat(hub.deadLetters().get(0).history())
        .extracting(Attempt::number)
        .containsExactly(1, 2, 3);
  }

  @Test
  void a_success_that_cannot_be_settled_is_not_called_again() {
    Recorder handler = new Recorder().failing("a1", 1);
    hub.dispatcher.subscribe(route.route(), handler);
    hub.publish(event("a1", "a"), event("a2", "a"));
    await().until(() -> hub.state().parked() == 2);
    LedgerFault.on(hub.file, "delete on parked");

    hub.time.advanceUntil("it is in trouble", () -> hub.state().trouble() != null);
    hub.time.advance(Duration.ofMinutes(5));
    assertThat(handler.ids()).containsExactly("a1", "a1");

    LedgerFault.mend(hub.file);
    hub.time.advanceUntil("the next of the key", () -> handler.ids().contains("a2"));
    assertThat(handler.ids()).containsExactly("a1", "a1", "a2");
  }
}
