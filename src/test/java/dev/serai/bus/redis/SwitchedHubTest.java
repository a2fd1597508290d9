package dev.serai.bus.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.cli.Cli;
import dev.serai.hub.TestHub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole hub that is switched to Redis: what operators see of it. */
class SwitchedHubTest {

  private static final String BEFORE = "broker: embedded\n" + TestHub.CONFIG;

  private final RedisProcess redis = RedisProcess.bundled();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    redis.close();
  }

  private String after() {
    return """
        broker: redis
        draining: embedded
        brokers:
          redis: { uri: "%s" }
        """
            .formatted(redis.uri())
        + TestHub.CONFIG;
  }

  private String check() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    String[] line = {
      "check",
      "--config",
      folder.resolve("connectors.yaml").toString(),
      "--routes",
      folder.resolve("routes").toString(),
      "--data",
      folder.resolve("data").toString()
    };
    int code = Cli.run(line, name -> null, to, to, false);
    return code + "\n" + out.toString(StandardCharsets.UTF_8);
  }

  private static void post(TestHub hub, String id) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Authorization", "Bearer token");
    headers.put("Content-Type", "application/json");
    headers.put("ce-specversion", "1.0");
    headers.put("ce-id", id);
    headers.put("ce-source", "/s");
    headers.put("ce-type", "t");
    String[] pairs =
        headers.entrySet().stream()
            .flatMap(each -> java.util.stream.Stream.of(each.getKey(), each.getValue()))
            .toArray(String[]::new);
    assertThat(hub.post("/events", "{}", pairs).statusCode()).isEqualTo(202);
  }

  private static String get(TestHub hub, String path) {
    URI uri = URI.create("http://127.0.0.1:" + hub.hub().managementPort() + path);
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long handled(TestHub hub) {
    return get(hub, "/observe/metrics")
        .lines()
        .filter(line -> line.startsWith("serai_delivery_attempts_total"))
        .filter(line -> line.contains("group=\"eyes\"") && line.contains("\"success\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf('}') + 1).trim()))
        .sum();
  }

  @Test
  void how_far_the_switch_is_stands_in_the_check_the_metrics_and_the_health() throws Exception {
    TestHub hub = TestHub.start(folder, BEFORE);
    try (hub) {
      hub.save(
          "routes/look.camel.yaml",
          "- route: {id: look, from: {uri: 'bus:events?group=eyes', steps: [{to: 'log:look'}]}}\n");
      await().until(() -> hub.hub().dispatcher().groups().size() == 1);
      assertThat(hub.hub().dispatcher().pause("events", "eyes")).isTrue();
      post(hub, "1");
      post(hub, "2");
      hub.stop();

      hub.save("connectors.yaml", after());
      assertThat(check())
          .startsWith("0\n")
          .contains("embedded: group 'eyes' of channel 'events' has 2 events left there")
          .doesNotContain("nothing is left there");

      hub.start();
      post(hub, "3");
      await().atMost(Duration.ofSeconds(20)).until(() -> handled(hub) == 3);
      await()
          .untilAsserted(
              () ->
                  assertThat(get(hub, "/observe/metrics"))
                      .contains(
                          "serai_draining_done{broker=\"embedded\",channel=\"events\",group=\"eyes\"} 1.0")
                      .contains(
                          "serai_draining_events{broker=\"embedded\",channel=\"events\",group=\"eyes\"} 0.0")
                      .contains("serai_log_trouble{channel=\"events\"} 0.0")
                      .contains("serai_log_lag_events{channel=\"events\"} 0.0"));
      assertThat(get(hub, "/observe/health"))
          .contains("leaving embedded:")
          .contains("channels whose events get into the log:");
      // Beside the hub that runs, on its own ledger.
      assertThat(check())
          .startsWith("0\n")
          .contains("embedded: group 'eyes' of channel 'events' has nothing left there")
          .contains("embedded: nothing is left there; take it out of 'draining'");
    }
  }

  @Test
  void an_old_broker_that_does_not_answer_is_told_by_the_check() throws Exception {
    try (TestHub hub = TestHub.start(folder, BEFORE)) {
      hub.stop();
      hub.save(
          "connectors.yaml",
          "broker: embedded\ndraining: redis\nbrokers:\n  redis: { uri: '%s' }\n"
                  .formatted(redis.uri())
              + TestHub.CONFIG);
    }
    redis.kill();

    assertThat(check())
        .startsWith("1\n")
        .contains("FAILED  draining   redis: ")
        .contains("groups that have events left there wait for it");
  }
}
