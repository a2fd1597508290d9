package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {

  @Test
  void without_a_command_the_usage_is_shown() {
    CommandRun run = CommandRun.of();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("Usage: serai ");
  }

  @Test
  void a_misspelt_command_is_told_with_what_was_meant() {
    CommandRun run = CommandRun.of("event");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("serai: Unmatched argument at index 0: 'event'")
        .contains("events");
  }

  @Test
  void a_misspelt_option_is_told_with_what_was_meant() {
    CommandRun run = CommandRun.of("events", "--chanel", "x");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("'--chanel'").contains("--channel");
  }

  @Test
  void a_wrong_time_is_told_with_how_to_write_one() {
    CommandRun run = CommandRun.of("events", "--since", "yesterday");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("'yesterday' is no time: write how long ago (10m, 7d) or a time with its zone")
        .contains("Try 'serai events --help'.");
  }

  @Test
  void help_tells_the_exit_codes() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Exit codes:", "3   the hub cannot be reached");
  }

  @Test
  void every_command_has_help() {
    for (String command : new String[] {"send", "events", "dead-letters", "completion"}) {
      assertThat(CommandRun.of(command, "--help").out()).startsWith("Usage: serai " + command);
    }
  }

  @Test
  void completion_prints_a_script_that_knows_the_commands() {
    CommandRun run = CommandRun.of("completion");

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("#!/usr/bin/env bash").contains("dead-letters");
  }

  @Test
  void a_wrong_configuration_is_told_with_its_lines(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("hub.yaml"), "server: { prot: 1 }");

    CommandRun run = CommandRun.of("send", "github", "--config", file);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith(file + ":1:11: server.prot is unknown here");
  }
}
