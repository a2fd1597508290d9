package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.Serai;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub as a process of its own, and commands that ask it. */
class RunCommandTest {

  private static final String CONFIG =
      """
      server: { host: 127.0.0.1 }
      channels: { ci.events: {} }
      policies: { once: { attempts: 1 } }
      connectors:
        github:
          type: webhook
          verify: { scheme: github, secrets: [s] }
          normalize: github
          channel: ci.events
      """;

  private static final String ROUTE =
      """
      - route:
          id: fail
          from:
            uri: bus:ci.events
            parameters: { group: healer, policy: once, from: earliest }
            steps:
              - throwException: { exceptionType: java.net.ConnectException, message: "down" }
      """;

  @TempDir Path dir;
  private Process hub;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(dir.resolve("connectors.yaml"), CONFIG);
    Files.createDirectories(dir.resolve("routes"));
    Files.writeString(dir.resolve("routes/fail.camel.yaml"), ROUTE);
  }

  @AfterEach
  void kill() {
    if (hub != null) {
      hub.destroyForcibly();
    }
  }

  @Test
  void it_serves_the_commands_and_stops_in_order() throws Exception {
    JsonNode ready = start();

    assertThat(ready.get("ready").asBoolean()).isTrue();
    assertThat(ready.get("port").asInt()).isPositive();
    assertThat(command("send", "github", "workflow_run.completed.failure").code()).isZero();
    theDeadLetterIsSentAgainByTheRunningHub();
    theGroupIsPausedAndResumed();
    theEventIsReplayed();
    thoseLeftArePurged();
    hub.destroy();
    assertThat(hub.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(hub.exitValue()).isEqualTo(143);
    assertThat(dir.resolve("data/hub.json")).doesNotExist();
    assertThat(command("groups", "pause", "ci.events", "healer").code()).isEqualTo(3);
  }

  private void theDeadLetterIsSentAgainByTheRunningHub() {
    awaitDeadLetters(1);
    CommandRun redrive = command("dead-letters", "redrive", "--group=healer", "--json");
    assertThat(redrive.err()).isEmpty();
    assertThat(redrive.json().get(0).get("redriven").asInt()).isEqualTo(1);
    awaitDeadLetters(2);
  }

  private void theGroupIsPausedAndResumed() {
    assertThat(
            command("groups", "pause", "ci.events", "healer", "--json")
                .json()
                .get(0)
                .get("paused")
                .asBoolean())
        .isTrue();
    assertThat(command("groups", "ls").out()).contains("healer            paused");
    assertThat(
            command("groups", "resume", "ci.events", "healer", "--json")
                .json()
                .get(0)
                .get("paused")
                .asBoolean())
        .isFalse();
    CommandRun unknown = command("groups", "pause", "ci.events", "nobody");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err())
        .startsWith("serai: no route serves group 'nobody' of channel 'ci.events' here");
  }

  private void theEventIsReplayed() {
    CommandRun replay = command("replay", "--channel=ci.events", "--group=healer", "--json");
    assertThat(replay.code()).isZero();
    assertThat(replay.json().get(0).get("state").asText()).isEqualTo("done");
    assertThat(replay.json().get(0).get("replayed").asInt()).isEqualTo(1);
    awaitDeadLetters(3);
    assertThat(command("replay", "ls").out()).contains("done");
    assertThat(command("replay", "cancel", "1").code()).isEqualTo(1);
    CommandRun nobody = command("replay", "--channel=ci.events", "--group=nobody");
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(nobody.err()).contains("no route serves group 'nobody'");
  }

  private void thoseLeftArePurged() {
    assertThat(command("dead-letters", "purge", "--all", "--yes").out()).startsWith("3 deleted");
    assertThat(command("dead-letters", "ls", "--redriven", "--count").out().strip()).isEqualTo("0");
  }

  @Test
  void a_port_in_use_is_a_start_failure_without_a_stack_trace() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      CommandRun run = command("run", "--port=" + taken.getLocalPort(), "--management-port=0");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .contains("port " + taken.getLocalPort(), "in use")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void a_port_that_cannot_be_is_told() {
    CommandRun run = command("run", "--management-port=99999");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "serai: --management-port is 99999; it must be 1 to 65535, or 0 for any free one");
  }

  @Test
  void a_broker_that_the_configuration_does_not_ask_for_is_told() throws IOException {
    Files.writeString(dir.resolve("connectors.yaml"), "broker: embedded\n" + CONFIG);

    CommandRun run = command("run", "--broker=redis");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "says broker: embedded, so 'redis' is not heard; write broker: ${SERAI_BROKER:embedded} there");
  }

  @Test
  void a_broker_that_does_not_exist_is_told() {
    CommandRun run = command("run", "--broker=rediss");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("there is no broker 'rediss'");
  }

  private JsonNode start() throws IOException {
    hub =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Serai.class.getName(),
                    "run",
                    "--json",
                    "--port=0",
                    "--management-port=0"))
            .directory(dir.toFile())
            .redirectError(dir.resolve("hub.log").toFile())
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new java.io.InputStreamReader(hub.getInputStream(), StandardCharsets.UTF_8))) {
      return new ObjectMapper().readTree(out.readLine());
    }
  }

  private CommandRun command(Object... args) {
    return CommandRun.in(
        Map.of(
            "SERAI_CONFIG", dir.resolve("connectors.yaml").toString(),
            "SERAI_ROUTES", dir.resolve("routes").toString(),
            "SERAI_DATA", dir.resolve("data").toString()),
        args);
  }

  private void awaitDeadLetters(int count) {
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(command("dead-letters", "ls", "--redriven", "--count").out().strip())
                    .isEqualTo(Integer.toString(count)));
  }
}
