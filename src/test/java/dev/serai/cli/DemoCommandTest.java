package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoCommandTest {

  @Test
  void every_number_adds_up() {
    CommandRun run = CommandRun.of("demo", "--json");

    List<JsonNode> lines = run.json();
    JsonNode numbers = lines.get(lines.size() - 1);
    assertThat(run.err()).doesNotContain("expected", "must be answered");
    assertThat(run.code()).isZero();
    assertThat(numbers.fieldNames())
        .toIterable()
        .containsExactly(
            "accepted", "rejected", "duplicates", "delivered", "retried", "deadLettered", "lost");
    assertThat(numbers.get("accepted").asInt()).isEqualTo(15);
    assertThat(numbers.get("rejected").asInt()).isEqualTo(2);
    assertThat(numbers.get("duplicates").asInt()).isEqualTo(1);
    assertThat(numbers.get("deadLettered").asInt()).isEqualTo(2);
    assertThat(numbers.get("lost").asInt()).isZero();
  }
}
