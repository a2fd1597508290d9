package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.bench.child.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("connectors.yaml"),
        """
        broker: ${SERAI_BROKER:embedded}
        brokers:
          redis: { uri: "redis://localhost:${PORT:6379}" }
        channels:
          events: { retention: 1d }
        connectors:
          in: { type: cloudevents, verify: { scheme: none }, channel: events }
        """);
    Files.createDirectories(folder.resolve("routes"));
    Files.writeString(
        folder.resolve("routes/look.camel.yaml"),
        "- route: {id: look, from: {uri: 'bus:events?group=eyes', steps: [{to: 'log:look'}]}}\n");
  }

  private CommandRun check(Map<String, String> env, Object... more) {
    Object[] args = new Object[7 + more.length];
    System.arraycopy(
        new Object[] {
          "check",
          "--config",
          folder.resolve("connectors.yaml"),
          "--routes",
          folder.resolve("routes"),
          "--data",
          folder.resolve("data")
        },
        0,
        args,
        0,
        7);
    System.arraycopy(more, 0, args, 7, more.length);
    return CommandRun.in(env, args);
  }

  @Test
  void before_the_first_start_it_says_what_will_be_made() {
    CommandRun run = check(Map.of());

    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("ok      plan       embedded serves all 1 groups")
        .contains("there is none at")
        .doesNotContain("FAILED");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void a_channel_without_a_log_is_named() throws IOException {
    Path config = folder.resolve("connectors.yaml");
    Files.writeString(config, Files.readString(config).replace("retention: 1d", "log: false"));

    assertThat(check(Map.of()).out())
        .contains("ok      log        kept for all channels but events (log: false)");
  }

  @Test
  void a_broker_that_is_away_is_told_with_the_way_out() throws IOException {
    String port = Integer.toString(FreePort.any());
    CommandRun run = check(Map.of("SERAI_BROKER", "redis", "PORT", port), "--json");

    JsonNode result = run.json().get(0);
    assertThat(run.code()).isEqualTo(1);
    assertThat(result.get("ok").asBoolean()).isFalse();
    assertThat(result.get("findings").findValuesAsText("detail"))
        .anyMatch(line -> line.contains("localhost:" + port + ": nothing answers there"));
  }
}
