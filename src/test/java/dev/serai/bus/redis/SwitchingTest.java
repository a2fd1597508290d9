package dev.serai.bus.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.Binding;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.bus.kafka.KafkaProcess;
import dev.serai.conformance.KeyOrder;
import dev.serai.conformance.TestRoute;
import dev.serai.delivery.DeliveryObserver;
import dev.serai.delivery.Dispatcher;
import dev.serai.delivery.Draining;
import dev.serai.delivery.DrainingBus;
import dev.serai.delivery.RunningGroup;
import dev.serai.delivery.SystemScheduler;
import dev.serai.event.Extensions;
import dev.serai.event.HubEvent;
import dev.serai.hub.Bindings;
import dev.serai.ledger.EventQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment that changes its broker while events are under way. */
class SwitchingTest {

  private static final String CHANNEL = "orders";
  private static final int KEYS = 10;
  private static RedisProcess redis;

  @TempDir Path dir;
  private final SystemScheduler scheduler = new SystemScheduler();
  private final TestRoute route =
      TestRoute.on(CHANNEL)
          .ordered()
          .concurrency(4)
          .attempts(1_000)
          .backoff(Duration.ofMillis(300), 1, Duration.ofMillis(300), 0);
  private final Map<String, List<String>> published = new TreeMap<>();
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
    Map<String, Object> settings =
        switch (broker) {
          case "redis" -> Map.of("uri", redis.uri());
          case "kafka" ->
              Map.of(
                  "bootstrapServers",
                  KafkaProcess.shared().bootstrapServers(),
                  "partitions",
                  3,
                  "topicPrefix",
                  "switching.");
          default -> Map.of();
        };
    return Bindings.open(broker, settings, scheduler, Map.of(Ledger.class, ledger));
  }

  private void openHub(String broker, String... draining) {
    ledger = Ledger.open(dir.resolve("serai.db"), LedgerOptions.defaults());
    Map<String, Binding> old = new TreeMap<>();
    for (String each : draining) {
      old.put(each, binding(each));
    }
    bus = old.isEmpty() ? binding(broker) : new DrainingBus(binding(broker), old);
    dispatcher = Dispatcher.open(bus, ledger, scheduler, DeliveryObserver.NONE);
  }

  private void closeHub() {
    if (dispatcher != null) {
      dispatcher.close();
      bus.close();
      ledger.close();
      dispatcher = null;
    }
  }

  private void publish(int first, int count) {
    for (int i = first; i < first + count; i++) {
      String key = "key-" + i % KEYS;
      String id = String.format("%04d", i);
      CloudEvent event =
          HubEvent.builder()
              .id(id)
              .source("/orders")
              .type("order")
              .extension(Extensions.PARTITION_KEY, key)
              .build();
      dispatcher
          .publish(Publication.of(CHANNEL, event))
          .toCompletableFuture()
          .orTimeout(20, TimeUnit.SECONDS)
          .join();
      published.computeIfAbsent(key, k -> new ArrayList<>()).add(id);
    }
  }

  private long logged() {
    return ledger.events().count(new EventQuery(CHANNEL, null, null, Set.of(), null, null, null));
  }

  /** The first hub settles some, parks some and leaves some; the second one does the rest. */
  private void switchFrom(String old, String current) {
    openHub(old);
    KeyOrder handler = new KeyOrder(20);
    RunningGroup before = dispatcher.subscribe(route.route(), handler);
    publish(0, 100);
    await().until(() -> handler.done() >= 10);
    before.close();
    publish(100, 50);
    closeHub();

    openHub(current, old);
    publish(150, 50);
    dispatcher.subscribe(route.route(), handler);
    publish(200, 50);

    await().atMost(Duration.ofSeconds(30)).until(() -> handler.done() >= 250);
    assertThat(handler.settled()).isEqualTo(published);
    assertThat(handler.overlaps()).isZero();
    await().until(() -> logged() == 250);
    await().until(() -> dispatcher.draining().stream().allMatch(Draining::done));
    assertThat(dispatcher.draining())
        .filteredOn(each -> each.group().equals(route.spec().name()))
        .singleElement()
        .satisfies(each -> assertThat(each.broker()).isEqualTo(old));
    await().until(() -> dispatcher.groups().get(0).lag().events().orElse(-1) == 0);
  }

  @Test
  void from_embedded_to_redis_nothing_is_lost_and_every_key_stays_in_order() {
    switchFrom("embedded", "redis");
  }

  @Test
  void from_redis_to_embedded_nothing_is_lost_and_every_key_stays_in_order() {
    switchFrom("redis", "embedded");
  }

  @Test
  void from_redis_to_kafka_the_log_keeps_the_order_too() {
    switchFrom("redis", "kafka");

    Map<String, List<String>> inLog = new TreeMap<>();
    ledger
        .events()
        .read(CHANNEL, 0, 1_000)
        .forEach(
            stored ->
                inLog
                    .computeIfAbsent(
                        Extensions.partitionKey(stored.event()), key -> new ArrayList<>())
                    .add(stored.event().getId()));
    assertThat(inLog).isEqualTo(published);
  }

  @Test
  void while_the_old_broker_is_away_the_new_one_is_not_read_ahead() throws Exception {
    openHub("redis");
    GroupSpec group = route.spec();
    bus.createGroup(group).toCompletableFuture().get(20, TimeUnit.SECONDS);
    publish(0, 20);
    closeHub();
    redis.kill();
    try {
      openHub("embedded", "redis");
      KeyOrder handler = new KeyOrder(0);
      dispatcher.subscribe(route.route(), handler);
      publish(20, 20);
      await().until(() -> dispatcher.groups().get(0).trouble() != null);
      assertThat(handler.done()).isZero();

      redis.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> handler.done() >= 40);
      assertThat(handler.settled()).isEqualTo(published);
    } finally {
      redis.startIfDown();
    }
  }

  @Test
  void what_redis_carried_is_not_delivered_again_by_the_embedded_bus() throws Exception {
    openHub("redis");
    KeyOrder first = new KeyOrder(0);
    dispatcher.subscribe(route.route(), first);
    publish(0, 30);
    await().until(() -> first.done() == 30 && logged() == 30);
    closeHub();

    openHub("embedded");
    KeyOrder second = new KeyOrder(0);
    dispatcher.subscribe(route.route(), second);
    publish(30, 10);
    await().until(() -> second.done() == 10);

    await().during(Duration.ofMillis(300)).until(() -> second.done() == 10);
    assertThat(dispatcher.groups().get(0).lag().events()).hasValue(0);
  }
}
