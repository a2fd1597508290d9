package dev.serai.cli;

import static dev.serai.cli.LedgerFolder.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

  @TempDir Path dir;
  private LedgerFolder folder;

  @BeforeEach
  void fill() {
    folder =
        new LedgerFolder(dir)
            .events("ci.events", event("e-1", "build.started"), event("e-2", "pipeline.failed"))
            .group("ci.events", "graph");
  }

  @Test
  void a_dry_run_tells_what_would_be_replayed() {
    CommandRun run =
        folder.run("replay", "--channel=ci.events", "--group=graph", "--type=build.*", "--dry-run");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("e-1"),
            line -> assertThat(line).isEqualTo("1 would be replayed to group graph"));
  }

  @Test
  void of_a_channel_without_a_log_nothing_would_be_replayed() throws IOException {
    Files.writeString(dir.resolve("none.yaml"), "channels: { ci.events: { log: false } }");

    CommandRun run = folder.run("replay", "--channel=ci.events", "--group=graph", "--dry-run");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("channel 'ci.events' keeps no log, so there is nothing to replay: take 'log:");
  }

  @Test
  void events_of_a_channel_without_a_log_are_shown_as_what_is_left() throws IOException {
    Files.writeString(dir.resolve("none.yaml"), "channels: { ci.events: { log: false } }");

    CommandRun run = folder.run("events", "--channel=ci.events", "--count");

    assertThat(run.out()).startsWith("2");
    assertThat(run.err()).contains("channel 'ci.events' keeps no log (log: false)");
  }

  @Test
  void the_channel_and_the_group_must_be_named() {
    CommandRun run = folder.run("replay", "--group=graph");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("serai: name the channel and the group: --channel CHANNEL --group GROUP");
  }

  @Test
  void without_a_running_hub_there_is_nobody_to_replay_to() {
    CommandRun run = folder.run("replay", "--channel=ci.events", "--group=graph");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .contains("no hub runs on " + dir + ", and a replay goes to a group that is served");
  }

  @Test
  void groups_of_a_stopped_hub_tell_what_the_ledger_knows() {
    CommandRun run = folder.run("groups", "ls", "--json");

    assertThat(run.json())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.get("channel").asText()).isEqualTo("ci.events");
              assertThat(group.get("group").asText()).isEqualTo("graph");
              assertThat(group.get("trouble").asText()).isEqualTo("no hub runs");
              assertThat(group.get("lagEvents").asLong()).isEqualTo(2);
              assertThat(group.get("parked").asLong()).isZero();
            });
  }

  @Test
  void a_group_of_a_stopped_hub_is_removed() {
    assertThat(folder.run("groups", "ls").out()).contains("graph", "unserved");

    CommandRun removed = folder.run("groups", "rm", "ci.events", "graph");
    CommandRun again = folder.run("groups", "rm", "ci.events", "graph");

    assertThat(removed.code()).isZero();
    assertThat(removed.out()).startsWith("removed: ci.events").contains("2 unsettled");
    assertThat(folder.run("groups", "ls").out()).isEmpty();
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("there is no group 'graph' of channel 'ci.events'");
  }

  @Test
  void a_group_is_paused_only_in_a_running_hub() {
    assertThat(folder.run("groups", "pause", "ci.events", "graph").code()).isEqualTo(3);
  }
}
