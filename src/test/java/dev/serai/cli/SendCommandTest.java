package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.source.Door;
import dev.serai.source.DoorObserver;
import dev.serai.source.DoorSettings;
import dev.serai.source.WebhookConnector;
import dev.serai.source.WebhookOutcome;
import dev.serai.source.WebhookRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendCommandTest {

  private static final List<WebhookRequest> TAKEN = new CopyOnWriteArrayList<>();
  private static Door door;

  @TempDir Path dir;
  private Path config;

  @BeforeAll
  static void open() {
    door =
        new Door(
            DoorSettings.at("127.0.0.1", 0),
            List.of(
                WebhookConnector.webhook("github", "github", "right"),
                WebhookConnector.webhook("acme", "stripe", "whsec_right"),
                WebhookConnector.cloudEvents("inbox", "bearer", "token")),
            DoorObserver.NONE);
    door.start();
    for (String connector : List.of("github", "acme")) {
      door.register(
          connector,
          request -> {
            TAKEN.add(request);
            return CompletableFuture.completedFuture(new WebhookOutcome.Accepted(1, 0));
          });
    }
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @BeforeEach
  void configure() throws IOException {
    TAKEN.clear();
    config =
        Files.writeString(
            dir.resolve("connectors.yaml"),
            """
            channels: { ci.events: {} }
            connectors:
              github:
                type: webhook
                enabled: auto
                verify: { scheme: github, secrets: ["${GITHUB_SECRET:}"] }
                normalize: github
                channel: ci.events
            """);
  }

  private CommandRun send(Object... more) {
    Object[] args = new Object[more.length + 5];
    args[0] = "send";
    args[1] = "--config=" + config;
    args[2] = "--data=" + dir;
    args[3] = "--url=http://127.0.0.1:" + door.port();
    args[4] = "github";
    System.arraycopy(more, 0, args, 5, more.length);
    return CommandRun.in(Map.of("GITHUB_SECRET", "right"), args);
  }

  @Test
  void a_sample_is_signed_as_its_sender_would() {
    CommandRun run = send("workflow_run.completed.failure", "--id", "d-1");

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("202 in ").contains("\"status\":\"accepted\"");
    assertThat(TAKEN)
        .singleElement()
        .satisfies(
            taken -> {
              assertThat(taken.event()).isEqualTo("workflow_run");
              assertThat(taken.deliveryId()).isEqualTo("d-1");
            });
  }

  @Test
  void a_file_is_sent_as_it_is() throws IOException {
    Path file = Files.writeString(dir.resolve("push.mine.json"), "{ \"ü\": 1 }");

    assertThat(send(file).code()).isZero();
    assertThat(TAKEN.get(0).event()).isEqualTo("push");
    assertThat(TAKEN.get(0).body()).isEqualTo("{ \"ü\": 1 }".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_message_is_signed_for_any_scheme() throws IOException {
    Path other = dir.resolve("other.yaml");
    Files.writeString(
        other,
        """
        connectors:
          acme: { type: webhook, verify: { scheme: stripe, secrets: whsec_right, tolerance: 1m } }
        """);
    Path file =
        Files.writeString(dir.resolve("charge.json"), "{\"id\":\"evt_1\",\"type\":\"a.b\"}");

    CommandRun run =
        CommandRun.of(
            "send",
            "--config=" + other,
            "--url=http://127.0.0.1:" + door.port(),
            "acme",
            file.toString());

    assertThat(run.out()).startsWith("202 in ");
    assertThat(TAKEN)
        .singleElement()
        .satisfies(
            taken -> {
              assertThat(taken.deliveryId()).isEqualTo("evt_1");
              assertThat(taken.event()).isEqualTo("a.b");
            });
  }

  @Test
  void a_secret_that_cannot_sign_is_told() throws IOException {
    Path other = dir.resolve("other.yaml");
    Files.writeString(
        other,
        """
        connectors:
          acme:
            type: webhook
            verify: { scheme: standard-webhooks, secrets: whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= }
        """);
    Path file = Files.writeString(dir.resolve("charge.json"), "{}");

    CommandRun run = CommandRun.of("send", "--config=" + other, "acme", file.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("a public key (whpk_) cannot sign; give the sender's private one");
  }

  @Test
  void the_answer_is_one_object_with_json() {
    JsonNode answer = send("--json", "--id", "d-2").json().get(0);

    assertThat(answer.get("id").asText()).isEqualTo("d-2");
    assertThat(answer.get("status").asInt()).isEqualTo(202);
    assertThat(answer.get("millis").isIntegralNumber()).isTrue();
    assertThat(answer.get("answer").asText()).contains("accepted");
  }

  @Test
  void a_refused_message_fails() {
    CommandRun run = send("--secret", "wrong");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("401 in ");
    assertThat(TAKEN).isEmpty();
  }

  @Test
  void an_unsigned_message_is_refused() {
    assertThat(send("--unsigned").out()).startsWith("401 in ");
  }

  @Test
  void many_are_counted_by_answer() {
    JsonNode result = send("--count", "5", "--json").json().get(0);

    assertThat(result.get("sent").asInt()).isEqualTo(5);
    assertThat(result.at("/answers/202").asInt()).isEqualTo(5);
    assertThat(TAKEN.stream().map(WebhookRequest::deliveryId)).doesNotHaveDuplicates().hasSize(5);
  }

  @Test
  void the_running_hub_is_found_through_its_data_folder() throws IOException {
    Files.writeString(
        dir.resolve("hub.json"),
        "{\"pid\":%d,\"port\":%d,\"managementHost\":\"0.0.0.0\",\"managementPort\":%d,\"token\":\"t\",\"later\":1}"
            .formatted(ProcessHandle.current().pid(), door.port(), door.port()));

    CommandRun run =
        CommandRun.in(
            Map.of(
                "GITHUB_SECRET",
                "right",
                "SERAI_CONFIG",
                config.toString(),
                "SERAI_DATA",
                dir.toString()),
            "send",
            "github");

    assertThat(run.code()).isZero();
  }

  @Test
  void a_hub_that_is_not_there_has_its_own_exit_code() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    CommandRun run =
        CommandRun.in(
            Map.of("GITHUB_SECRET", "right"),
            "send",
            "--config=" + config,
            "--url=http://127.0.0.1:" + port,
            "github");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .startsWith("serai: no hub answers at http://127.0.0.1:" + port + "/webhooks/github")
        .contains("start one with 'serai run'");
  }

  @Test
  void a_connector_that_is_off_says_how_to_switch_it_on() {
    CommandRun run = CommandRun.of("send", "--config=" + config, "github");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "serai: the connector 'github' is off: it has no secret; set GITHUB_SECRET to switch it on");
  }

  @Test
  void an_unknown_connector_or_sample_is_told_with_the_known_ones() {
    assertThat(CommandRun.of("send", "--config=" + config, "gitlab").err())
        .contains("has no connector 'gitlab'; known are github");
    assertThat(send("nope").err())
        .contains("'nope' is neither a file nor a sample; samples are ")
        .contains("workflow_run.completed.failure");
  }

  @Test
  void an_address_is_one_that_this_machine_can_call() {
    assertThat(Address.http("0.0.0.0", 1)).hasToString("http://127.0.0.1:1");
    assertThat(Address.http("::", 1)).hasToString("http://127.0.0.1:1");
    assertThat(Address.http("fd00::1", 1)).hasToString("http://[fd00::1]:1");
    assertThat(Address.http("serai.internal", 1)).hasToString("http://serai.internal:1");
  }

  @Test
  void samples_are_listed() {
    assertThat(CommandRun.of("send", "--config=" + config, "github", "--list").out().lines())
        .contains("workflow_run.completed.failure");
  }
}
