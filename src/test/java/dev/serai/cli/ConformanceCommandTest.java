package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.bus.servicebus.twin.Twin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceCommandTest {

  @TempDir Path folder;

  @Test
  void a_broker_is_held_to_the_promises_that_are_asked_for_but_for_what_it_says_it_does_otherwise()
      throws IOException {
    try (Twin twin = Twin.started()) {
      Path config =
          Files.writeString(
              folder.resolve("connectors.yaml"),
              "brokers: { servicebus: { connectionString: '%s', management: '%s' } }\n"
                  .formatted(twin.connectionString(), twin.adminUrl()));

      CommandRun run =
          CommandRun.in(
              Map.of(),
              "conformance",
              "--broker",
              "servicebus",
              "--config",
              config,
              "--promise",
              "3",
              "--json");

      assertThat(run.code()).as(run.out()).isZero();
      List<JsonNode> outcomes = run.json();
      assertThat(outcomes.subList(0, outcomes.size() - 1))
          .isNotEmpty()
          .allMatch(outcome -> outcome.get("promise").asInt() == 3)
          .anyMatch(outcome -> outcome.get("result").asText().equals("KEPT"))
          .anyMatch(
              outcome ->
                  outcome.get("result").asText().equals("SKIPPED")
                      && outcome.get("detail").asText().contains("keeps nothing for groups"));
      assertThat(outcomes.get(outcomes.size() - 1).get("broken").asInt()).isZero();
    }
  }

  @Test
  void a_promise_that_does_not_exist_is_answered_with_the_bounds() {
    CommandRun run = CommandRun.in(Map.of(), "conformance", "--promise", "15");

    assertThat(run.code()).isEqualTo(ExitCode.INVALID);
    assertThat(run.err()).contains("--promise must be from 1 to 14, but is [15]");
  }
}
