package dev.serai.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.bus.CheckResult;
import dev.serai.bus.Lag;
import dev.serai.delivery.GroupState;
import dev.serai.delivery.LogState;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementServerTest {

  private static final HealthCheck LIVE = HealthCheck.live("process", () -> CheckResult.ok("runs"));

  private static Vertx vertx;

  @TempDir Path folder;
  private final List<ManagementServer> servers = new ArrayList<>();
  private Ledger ledger;

  @BeforeAll
  static void start_vertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop_vertx() {
    vertx.close();
  }

  @BeforeEach
  void open_a_ledger() {
    ledger = Ledger.open(folder.resolve("serai.db"), LedgerOptions.defaults());
  }

  @AfterEach
  void close_everything() {
    servers.forEach(ManagementServer::close);
    ledger.close();
  }

  @Test
  void a_hub_whose_checks_pass_is_up() throws Exception {
    int port = start(LIVE, HealthCheck.ledger(ledger));

    HttpResponse<String> answer = Web.get(port, "/observe/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject(
                """
                {"status": "UP", "checks": [
                  {"name": "process", "status": "UP", "detail": "runs"},
                  {"name": "ledger", "status": "UP", "detail": "the last write worked"}]}
                """));
  }

  @Test
  void a_failed_ready_check_does_not_restart_the_hub() throws Exception {
    int port =
        start(
            LIVE, HealthCheck.ready("broker", () -> CheckResult.failed("refused by :6379", null)));

    assertThat(Web.get(port, "/observe/health/live").statusCode()).isEqualTo(200);
    assertThat(Web.get(port, "/observe/health/ready").statusCode()).isEqualTo(503);
    HttpResponse<String> all = Web.get(port, "/observe/health");
    assertThat(all.statusCode()).isEqualTo(503);
    assertThat(all.body()).contains("\"status\":\"DOWN\"", "refused by :6379");
  }

  @Test
  void a_group_in_trouble_is_told_with_its_channel_and_cause() throws Exception {
    GroupState state =
        new GroupState(
            "ci.events", "healer", "heal", false, "none", 0, 0, Lag.unknown(), "no such stream");
    int port = start(HealthCheck.groups(new GroupReadings(() -> List.of(state))));

    HttpResponse<String> answer = Web.get(port, "/observe/health/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("group 'healer' of channel 'ci.events': no such stream");
  }

  @Test
  void an_event_log_that_is_not_written_is_down_unless_its_broker_is_being_left() throws Exception {
    LogState well = new LogState("ci.events", false, null);
    LogState left = new LogState("ci.events", true, "cannot fetch: gone");
    LogState stuck = new LogState("feed.items", false, "cannot be written to the ledger: full");
    int up = start(HealthCheck.log(() -> List.of(well, left)));
    int down = start(HealthCheck.log(() -> List.of(well, stuck)));
    int embedded = start(HealthCheck.log(List::of));

    HttpResponse<String> answer = Web.get(up, "/observe/health");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("channels whose events get into the log: 1")
        .contains("channel 'ci.events' cannot fetch: gone (on a broker that is being left)");
    assertThat(Web.get(down, "/observe/health/ready").statusCode()).isEqualTo(503);
    assertThat(Web.get(down, "/observe/health").body())
        .contains("the event log: channel 'feed.items' cannot be written to the ledger: full");
    assertThat(Web.get(embedded, "/observe/health").body()).contains("the bus is the log");
  }

  @Test
  void a_hub_that_no_longer_looks_for_changed_files_is_down() throws Exception {
    HubMetrics metrics = new HubMetrics();
    int looking = start(HealthCheck.files(metrics, () -> Duration.ofSeconds(1)));
    int blind = start(HealthCheck.files(metrics, () -> Duration.ofSeconds(90)));

    assertThat(Web.get(looking, "/observe/health/ready").statusCode()).isEqualTo(200);
    HttpResponse<String> answer = Web.get(blind, "/observe/health/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("changed files are not noticed: the last look was 90 s ago");
  }

  @Test
  void a_check_that_hangs_or_throws_is_down_and_the_others_still_answer() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    HealthCheck hangs =
        HealthCheck.ready(
            "hangs",
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return CheckResult.ok("late");
            });
    HealthCheck throwing =
        HealthCheck.ready(
            "throws",
            () -> {
              throw new IllegalStateException("oops");
            });
    Health health =
        new Health(
            List.of(LIVE, hangs, throwing),
            Duration.ZERO,
            Duration.ofMillis(100),
            Background.EXECUTOR);
    int port = start(ManagementSettings.local(0), health).port();

    JsonObject report = new JsonObject(Web.get(port, "/observe/health").body());

    assertThat(report.getJsonArray("checks").stream().map(Object::toString))
        .satisfiesExactly(
            live -> assertThat(live).contains("UP"),
            hung -> assertThat(hung).contains("DOWN", "no answer within 100 ms"),
            threw -> assertThat(threw).contains("DOWN", "oops"));
    never.countDown();
  }

  @Test
  void many_probes_ask_the_broker_once() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HealthCheck check =
        HealthCheck.ready("broker", () -> CheckResult.ok("asked " + asked.incrementAndGet()));
    Health health =
        new Health(List.of(check), Duration.ofHours(1), Duration.ofSeconds(5), Background.EXECUTOR);
    int port = start(ManagementSettings.local(0), health).port();

    for (int i = 0; i < 20; i++) {
      Web.get(port, "/observe/health");
    }

    assertThat(asked).hasValue(1);
  }

  @Test
  void metrics_come_as_prometheus_text_or_as_openmetrics() throws Exception {
    int port = start(LIVE);

    HttpResponse<String> text = Web.get(port, "/observe/metrics");
    HttpResponse<String> open =
        Web.get(port, "/observe/metrics", "Accept", "application/openmetrics-text; version=1.0.0");

    assertThat(text.headers().firstValue("content-type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(text.body()).contains("# TYPE serai_info gauge").doesNotContain("# EOF");
    assertThat(open.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
    assertThat(open.body()).endsWith("# EOF\n");
  }

  @Test
  void a_name_that_is_not_ours_is_refused_with_the_way_out() throws Exception {
    ManagementSettings settings = new ManagementSettings("127.0.0.1", 0, Set.of("Serai.internal"));
    int port = start(settings, new Health(List.of(LIVE))).port();

    assertThat(Web.getAs("evil.example:" + port, port, "/observe/health"))
        .startsWith("HTTP/1.1 403")
        .contains("'evil.example'", "add the name to the management hosts");
    for (String own : List.of("localhost", "127.0.0.1:" + port, "[::1]", "serai.INTERNAL:80")) {
      assertThat(Web.getAs(own, port, "/observe/health/live")).as(own).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void an_unknown_path_names_those_there_are() throws Exception {
    int port = start(LIVE);

    HttpResponse<String> answer = Web.get(port, "/observe/helth");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("/observe/helth", "/observe/health/ready");
  }

  @Test
  void only_reading_is_allowed() throws Exception {
    int port = start(LIVE);

    assertThat(Web.send("POST", port, "/observe/metrics", "").statusCode()).isEqualTo(405);
    HttpResponse<String> head = Web.send("HEAD", port, "/observe/health", null);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void a_port_in_use_is_a_start_failure_that_names_the_way_out() {
    int taken = start(LIVE);
    Health health = new Health(List.of(LIVE));

    assertThatThrownBy(() -> start(ManagementSettings.local(taken), health))
        .isInstanceOf(ManagementException.class)
        .hasMessageContaining("management port " + taken + " on 127.0.0.1 is in use")
        .hasMessageContaining("choose another management port");
  }

  private int start(HealthCheck... checks) {
    return start(ManagementSettings.local(0), new Health(List.of(checks))).port();
  }

  private ManagementServer start(ManagementSettings settings, Health health) {
    MetricsPage page =
        new MetricsPage(
            new HubMetrics(),
            new HubInfo("0.1.0", "embedded"),
            new GroupReadings(List::of),
            new LedgerReadings(ledger),
            new BrokerReadings(List::of, Map::of, List::of));
    ManagementServer server = new ManagementServer(vertx, settings, health, page);
    servers.add(server);
    server.start();
    return server;
  }
}
