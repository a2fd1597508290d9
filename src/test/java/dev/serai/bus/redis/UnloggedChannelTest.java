package dev.serai.bus.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.LogLines;
import dev.serai.bus.Binding;
import dev.serai.bus.Publication;
import dev.serai.conformance.Recorder;
import dev.serai.conformance.TestRoute;
import dev.serai.delivery.DeliveryObserver;
import dev.serai.delivery.Dispatcher;
import dev.serai.delivery.DrainingBus;
import dev.serai.delivery.Failure;
import dev.serai.delivery.LogState;
import dev.serai.delivery.RedriveRun;
import dev.serai.delivery.Replayer;
import dev.serai.delivery.SystemScheduler;
import dev.serai.event.Extensions;
import dev.serai.event.HubEvent;
import dev.serai.hub.Bindings;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.EventQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import dev.serai.ledger.Replay;
import dev.serai.ledger.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels with {@code log: false}, on the broker that is the ledger and on another one. */
class UnloggedChannelTest {

  private static final String CHANNEL = "metrics.raw";
  private static RedisProcess redis;

  @TempDir Path dir;
  private final SystemScheduler scheduler = new SystemScheduler();
  private final TestRoute route = TestRoute.on(CHANNEL).ordered();
  private final AtomicBoolean down = new AtomicBoolean();
  private final Recorder handler =
      new Recorder()
          .failingBy(
              (event, attempt) ->
                  down.get() ? Failure.poison(new IllegalStateException("bad")) : null);
  private Ledger ledger;
  private Binding bus;
  private Dispatcher dispatcher;

  @BeforeAll
  static void start() {
    redis = RedisProcess.bundled();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @AfterEach
  void close() {
    closeHub();
    scheduler.close();
    redis.ask(commands -> commands.flushall());
  }

  private Binding binding(String broker) {
    Map<String, Object> settings = broker.equals("redis") ? Map.of("uri", redis.uri()) : Map.of();
    return Bindings.open(broker, settings, scheduler, Map.of(Ledger.class, ledger));
  }

  private void open(Set<String> unlogged, String broker, String... draining) {
    ledger = Ledger.open(dir.resolve("serai.db"), LedgerOptions.defaults());
    bus =
        draining.length == 0
            ? binding(broker)
            : new DrainingBus(binding(broker), Map.of(draining[0], binding(draining[0])));
    dispatcher = Dispatcher.open(bus, ledger, scheduler, DeliveryObserver.NONE, unlogged);
  }

  private void closeHub() {
    if (dispatcher != null) {
      dispatcher.close();
      bus.close();
      ledger.close();
      dispatcher = null;
    }
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private void publish(String id) {
    HubEvent event =
        HubEvent.builder()
            .id(id)
            .source("/metrics")
            .type("sample")
            .extension(Extensions.PARTITION_KEY, "k")
            .build();
    done(dispatcher.publish(Publication.of(CHANNEL, event)));
  }

  private long kept() {
    Retention retention = new Retention(ledger, Map.of(CHANNEL, Duration.ZERO), Duration.ofDays(1));
    done(retention.run(scheduler.now().plusMillis(1)));
    return logged();
  }

  private long logged() {
    return ledger.events().count(new EventQuery(CHANNEL, null, null, Set.of(), null, null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "redis"})
  void nothing_is_kept_but_a_dead_letter_which_can_be_redriven(String broker) {
    open(Set.of(CHANNEL), broker);
    dispatcher.subscribe(route.route(), handler);
    publish("good");
    await().until(() -> handler.calls().size() == 1);
    down.set(true);
    publish("bad");
    await().until(() -> ledger.deadLetters().count(DeadLetterQuery.all()) == 1);
    await().until(() -> kept() == 0);
    down.set(false);

    RedriveRun redrive = dispatcher.redrive().start(DeadLetterQuery.all(), 0, null);

    assertThat(done(redrive.done()).sent()).isEqualTo(1);
    await().untilAsserted(() -> assertThat(handler.ids()).containsExactly("good", "bad", "bad"));
    await().until(() -> dispatcher.groups().get(0).parked() == 0);
    assertThat(bus.groups(CHANNEL)).containsExactly("group");
    assertThat(dispatcher.logs()).extracting(LogState::channel).doesNotContain(CHANNEL);
    assertThat(dispatcher.logLags()).doesNotContainKey(CHANNEL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "redis"})
  void a_replay_is_refused_with_the_way_out(String broker) {
    open(Set.of(CHANNEL), broker);
    dispatcher.subscribe(route.route(), handler);
    Replayer replayer = dispatcher.replayer();

    assertThatThrownBy(() -> replayer.start(CHANNEL, "group", EventQuery.all(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "channel 'metrics.raw' keeps no log, so there is nothing to replay: take 'log: false' away from channels.metrics.raw in connectors.yaml, and what is published from then on can be replayed");
    assertThatThrownBy(() -> replayer.preview(CHANNEL, EventQuery.all(), 1))
        .hasMessage(Replayer.refusal(CHANNEL));
    assertThat(replayer.all()).isEmpty();
  }

  @Test
  void a_replay_that_began_while_there_was_a_log_is_cancelled() {
    open(Set.of(CHANNEL), "embedded");
    Replay begun =
        new Replay(0, CHANNEL, "group", EventQuery.all(), 1, 0, 9, 0, "running", scheduler.now());
    done(ledger.replays().start(begun));

    dispatcher.subscribe(route.route(), handler);

    await()
        .untilAsserted(
            () ->
                assertThat(dispatcher.replayer().all())
                    .singleElement()
                    .extracting(Replay::state)
                    .isEqualTo("cancelled"));
  }

  @Test
  void the_group_of_a_log_from_before_is_removed_and_told_of() {
    open(Set.of(), "redis");
    publish("before");
    await().until(() -> logged() == 1);
    assertThat(bus.groups(CHANNEL)).containsExactly("serai-log");
    closeHub();

    try (LogLines lines = new LogLines("dev.serai.delivery.LogRemoval")) {
      open(Set.of(CHANNEL), "redis");
      dispatcher.subscribe(route.route(), handler);
      publish("after");

      await().until(() -> bus.groups(CHANNEL).equals(Set.of("group")));
      await()
          .until(
              () ->
                  lines
                      .all()
                      .contains(
                          "channel 'metrics.raw' has no log any more: removed the group 'serai-log' that wrote it"));
    }
    await().until(() -> handler.ids().contains("after"));
    assertThat(logged()).isEqualTo(1);
  }

  @Test
  void on_a_broker_that_is_being_left_the_group_is_removed_too() {
    open(Set.of(), "redis");
    publish("before");
    closeHub();

    open(Set.of(CHANNEL), "embedded", "redis");
    publish("after");

    await().until(() -> bus.groups(CHANNEL).isEmpty());
    assertThat(dispatcher.logs()).isEmpty();
  }

  @Test
  void groups_that_nobody_serves_are_known_although_the_ledger_has_nothing_of_the_channel() {
    open(Set.of(CHANNEL), "redis");
    done(bus.createGroup(route.spec()));

    assertThat(dispatcher.unserved())
        .singleElement()
        .satisfies(group -> assertThat(group.group()).isEqualTo("group"));
  }
}
