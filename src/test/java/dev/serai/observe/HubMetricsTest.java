package dev.serai.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.bus.BusBusyException;
import dev.serai.bus.Lag;
import dev.serai.delivery.Draining;
import dev.serai.delivery.GroupState;
import dev.serai.delivery.LogState;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import dev.serai.routes.RouteProblem;
import dev.serai.source.DoorReason;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubMetricsTest {

  @TempDir Path folder;
  private final HubMetrics metrics = new HubMetrics();
  private Path file;
  private Ledger ledger;

  @BeforeEach
  void open_a_ledger() {
    file = folder.resolve("serai.db");
    ledger = Ledger.open(file, LedgerOptions.defaults());
  }

  @AfterEach
  void close_it() {
    ledger.close();
  }

  @Test
  void every_answer_of_the_door_is_counted_by_connector_and_reason() {
    metrics.answered("github", DoorReason.ACCEPTED, 202, Duration.ofMillis(3), 1_000);
    metrics.answered("github", DoorReason.ACCEPTED, 202, Duration.ofMillis(30), 2_000);
    metrics.answered("github", DoorReason.BAD_SIGNATURE, 401, Duration.ofMillis(1), 10);

    assertThat(lines())
        .contains(
            "serai_door_requests_total{connector=\"github\",reason=\"accepted\"} 2.0",
            "serai_door_requests_total{connector=\"github\",reason=\"bad-signature\"} 1.0",
            "serai_door_requests_total{connector=\"github\",reason=\"busy\"} 0.0",
            "serai_door_received_bytes_total{connector=\"github\"} 3010.0",
            "serai_door_request_seconds_bucket{connector=\"github\",le=\"0.001\"} 1",
            "serai_door_request_seconds_bucket{connector=\"github\",le=\"0.005\"} 2",
            "serai_door_request_seconds_bucket{connector=\"github\",le=\"+Inf\"} 3",
            "serai_door_request_seconds_count{connector=\"github\"} 3",
            "serai_door_request_seconds_sum{connector=\"github\"} 0.034");
  }

  @Test
  void requests_that_reach_no_connector_share_one_label() {
    metrics.answered("", DoorReason.UNKNOWN_CONNECTOR, 404, Duration.ofMillis(1), 0);

    assertThat(lines())
        .contains(
            "serai_door_requests_total{connector=\"(unknown)\",reason=\"unknown-connector\"} 1.0");
  }

  @Test
  void channels_that_routes_make_from_messages_do_not_fill_memory() {
    for (int i = 0; i < Family.MOST + 500; i++) {
      metrics.published("made-up-" + i, 1, 0, Duration.ZERO);
    }

    List<String> published =
        lines().stream().filter(line -> line.startsWith("serai_published_events_total")).toList();
    assertThat(published)
        .hasSize(Family.MOST + 1)
        .contains("serai_published_events_total{channel=\"(other)\"} 500.0");
  }

  @Test
  void publishes_are_counted_with_their_duplicates_and_failures_by_cause() {
    metrics.published("ci.events", 5, 2, Duration.ofMillis(7));
    metrics.publishFailed(
        "ci.events",
        new CompletionException(new BusBusyException("full", Duration.ofSeconds(1), null)));

    assertThat(lines())
        .contains(
            "serai_published_events_total{channel=\"ci.events\"} 5.0",
            "serai_publish_duplicates_total{channel=\"ci.events\"} 2.0",
            "serai_publish_failures_total{cause=\"busy\",channel=\"ci.events\"} 1.0",
            "serai_publish_failures_total{cause=\"too-large\",channel=\"ci.events\"} 0.0",
            "serai_publish_seconds_count{channel=\"ci.events\"} 1");
  }

  @Test
  void attempts_are_counted_by_outcome_and_filtered_events_take_no_time() {
    metrics.attempted("ci.events", "healer", "success", Duration.ofMillis(20));
    metrics.attempted("ci.events", "healer", "retry", Duration.ofSeconds(90));
    metrics.attempted("ci.events", "healer", "filtered", Duration.ZERO);

    assertThat(lines())
        .contains(
            "serai_delivery_attempts_total{channel=\"ci.events\",group=\"healer\",outcome=\"success\"} 1.0",
            "serai_delivery_attempts_total{channel=\"ci.events\",group=\"healer\",outcome=\"retry\"} 1.0",
            "serai_delivery_attempts_total{channel=\"ci.events\",group=\"healer\",outcome=\"filtered\"} 1.0",
            "serai_delivery_attempts_total{channel=\"ci.events\",group=\"healer\",outcome=\"dead-letter\"} 0.0",
            "serai_delivery_attempt_seconds_bucket{channel=\"ci.events\",group=\"healer\",le=\"60.0\"} 1",
            "serai_delivery_attempt_seconds_count{channel=\"ci.events\",group=\"healer\"} 2");
  }

  @Test
  void what_was_given_up_is_counted_by_reason() {
    metrics.gaveUp("ci.events", "healer", "poison");

    assertThat(lines())
        .contains(
            "serai_dead_letters_total{channel=\"ci.events\",group=\"healer\",reason=\"poison\"} 1.0",
            "serai_dead_letters_total{channel=\"ci.events\",group=\"healer\",reason=\"attempts-exhausted\"} 0.0");
  }

  @Test
  void a_group_shows_its_lag_and_its_breaker() {
    GroupState state = group(new Lag(OptionalLong.of(12), Optional.of(Duration.ofMillis(2_500))));

    assertThat(lines(() -> List.of(state)))
        .contains(
            "serai_group_lag_events{channel=\"ci.events\",group=\"healer\"} 12.0",
            "serai_group_lag_seconds{channel=\"ci.events\",group=\"healer\"} 2.5",
            "serai_group_parked_deliveries{channel=\"ci.events\",group=\"healer\"} 3.0",
            "serai_group_in_flight_events{channel=\"ci.events\",group=\"healer\"} 2.0",
            "serai_group_breaker_state{channel=\"ci.events\",group=\"healer\",state=\"open\"} 1.0",
            "serai_group_breaker_state{channel=\"ci.events\",group=\"healer\",state=\"closed\"} 0.0",
            "serai_group_trouble{channel=\"ci.events\",group=\"healer\"} 0.0");
  }

  @Test
  void a_group_counts_from_zero_before_its_first_event() {
    assertThat(lines(() -> List.of(group(Lag.unknown()))))
        .contains(
            "serai_delivery_attempts_total{channel=\"ci.events\",group=\"healer\",outcome=\"dead-letter\"} 0.0",
            "serai_published_events_total{channel=\"ci.events\"} 0.0");
  }

  @Test
  void an_unknown_lag_is_absent_and_never_zero() {
    String page = page(() -> List.of(group(Lag.unknown())));

    assertThat(page)
        .contains("serai_group_parked_deliveries")
        .doesNotContain("serai_group_lag_events", "serai_group_lag_seconds");
  }

  @Test
  void a_broker_that_does_not_answer_takes_only_its_own_series_with_it() {
    CountDownLatch never = new CountDownLatch(1);
    GroupReadings hanging =
        new GroupReadings(
            () -> {
              await(never);
              return List.of();
            },
            Duration.ZERO,
            Duration.ofMillis(50),
            Background.EXECUTOR);
    GroupReadings broken =
        new GroupReadings(
            () -> {
              throw new IllegalStateException("connection refused");
            });

    assertThat(page(hanging)).contains("serai_ledger_trouble 0.0").doesNotContain("serai_group_");
    assertThat(page(broken)).contains("serai_ledger_trouble 0.0").doesNotContain("serai_group_");
    never.countDown();
  }

  @Test
  void the_ledger_shows_its_size_and_its_dead_letters() {
    assertThat(lines())
        .contains(
            "serai_dead_letters_pending 0.0",
            "serai_ledger_trouble 0.0",
            "serai_ledger_waiting_writes 0.0",
            "serai_ledger_waiting_bytes 0.0")
        .anyMatch(line -> line.matches("serai_ledger_size_bytes [1-9].*"));
  }

  @Test
  void reloads_are_counted_by_kind_and_a_refused_file_is_told_until_it_is_mended() {
    RouteProblem problem = new RouteProblem("routes/orders.camel.yaml", 3, "unknown step");
    metrics.reloaded("routes/orders.camel.yaml", List.of(problem));
    assertThat(lines())
        .contains(
            "serai_reloads_total{kind=\"routes\",result=\"failed\"} 1.0", "serai_files_failed 1.0");
    assertThat(metrics.failedFiles()).containsExactly("routes/orders.camel.yaml");

    metrics.reloaded("routes/orders.camel.yaml", List.of());
    assertThat(lines())
        .contains(
            "serai_reloads_total{kind=\"routes\",result=\"ok\"} 1.0", "serai_files_failed 0.0")
        .anyMatch(
            line ->
                line.startsWith("serai_reload_last_success_timestamp_seconds{kind=\"routes\"} 1."));
  }

  @Test
  void the_process_tells_its_memory_and_version() {
    assertThat(lines())
        .anyMatch(line -> line.startsWith("serai_info{broker=\"embedded\",java=\""))
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"}"))
        .anyMatch(line -> line.startsWith("process_cpu_seconds_total"));
  }

  @Test
  void what_routes_count_through_micrometer_is_on_the_same_page() {
    MetricsPage page = metricsPage(new GroupReadings(List::of));
    MeterRegistry registry = page.meterRegistry();
    registry.counter("orders.shipped", "country", "de").increment();

    assertThat(page.meterRegistry()).isSameAs(registry);
    assertThat(text(page)).contains("orders_shipped_total{country=\"de\"} 1.0", "serai_info");
  }

  @Test
  void what_is_left_on_a_broker_is_told_by_group_and_what_the_log_lacks_by_channel() {
    Lag three = new Lag(OptionalLong.of(3), Optional.of(Duration.ofSeconds(1)));
    BrokerReadings broker =
        new BrokerReadings(
            () ->
                List.of(
                    new LogState("ci.events", false, null),
                    new LogState("ci.events", true, "cannot fetch: away"),
                    new LogState("feed.items", false, null)),
            () -> Map.of("ci.events", three, "feed.items", Lag.unknown()),
            () ->
                List.of(
                    new Draining("redis", "ci.events", "healer", three, false),
                    new Draining("redis", "ci.events", "store", Lag.unknown(), true)));
    MetricsPage page =
        new MetricsPage(
            metrics,
            new HubInfo("0.1.0", "kafka"),
            new GroupReadings(List::of),
            new LedgerReadings(ledger),
            broker);

    assertThat(text(page).lines())
        .contains(
            "serai_draining_events{broker=\"redis\",channel=\"ci.events\",group=\"healer\"} 3.0",
            "serai_draining_done{broker=\"redis\",channel=\"ci.events\",group=\"healer\"} 0.0",
            "serai_draining_done{broker=\"redis\",channel=\"ci.events\",group=\"store\"} 1.0",
            "serai_log_lag_events{channel=\"ci.events\"} 3.0",
            "serai_log_trouble{channel=\"ci.events\"} 1.0",
            "serai_log_trouble{channel=\"feed.items\"} 0.0")
        .noneMatch(line -> line.startsWith("serai_draining_events") && line.contains("store"))
        .noneMatch(line -> line.startsWith("serai_log_lag") && line.contains("feed.items"));
  }

  private static GroupState group(Lag lag) {
    return new GroupState("ci.events", "healer", "heal", false, "open", 2, 3, lag, null);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> lines() {
    return lines(List::of);
  }

  private List<String> lines(Supplier<List<GroupState>> groups) {
    return page(groups).lines().toList();
  }

  private String page(Supplier<List<GroupState>> groups) {
    return page(new GroupReadings(groups));
  }

  private String page(GroupReadings groups) {
    return text(metricsPage(groups));
  }

  private MetricsPage metricsPage(GroupReadings groups) {
    return new MetricsPage(
        metrics,
        new HubInfo("0.1.0", "embedded"),
        groups,
        new LedgerReadings(ledger),
        new BrokerReadings(List::of, Map::of, List::of));
  }

  private static String text(MetricsPage page) {
    return new String(page.scrape(null).body(), StandardCharsets.UTF_8);
  }
}
