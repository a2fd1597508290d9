package dev.serai.cli;

import static dev.serai.cli.LedgerFolder.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EventsCommandTest {

  @TempDir static Path dir;
  private static LedgerFolder folder;

  @BeforeAll
  static void fill() {
    folder =
        new LedgerFolder(dir)
            .events(
                "ci.events",
                IntStream.rangeClosed(1, 120)
                    .mapToObj(
                        i -> event("e-" + i, i % 40 == 0 ? "pipeline.failed" : "build.started"))
                    .toArray(CloudEvent[]::new))
            .events("other", LedgerFolder.binary());
  }

  @Test
  void the_newest_events_are_shown_last() {
    CommandRun run = folder.run("events", "--limit", "2", "--channel", "ci.events");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("build.started").endsWith("e-119"),
            line -> assertThat(line).contains("pipeline.failed", "acme/shop").endsWith("e-120"));
  }

  @Test
  void rare_events_are_found_however_far_back_they_are() {
    CommandRun run = folder.run("events", "--type", "pipeline.*", "--limit", "3", "--json");

    assertThat(run.json().stream().map(e -> e.at("/event/id").asText()))
        .containsExactly("e-40", "e-80", "e-120");
  }

  @Test
  void the_log_is_read_on_from_a_place() {
    CommandRun run = folder.run("events", "--after", "3", "--limit", "2", "--json");

    assertThat(run.json().stream().map(e -> e.get("seq").asLong())).containsExactly(4L, 5L);
  }

  @Test
  void an_event_is_one_line_of_json_in_the_cloudevents_format() {
    JsonNode event = folder.run("events", "--id", "e-7", "--json").json().get(0);

    assertThat(event.get("channel").asText()).isEqualTo("ci.events");
    assertThat(event.get("recordedAt").asText()).endsWith("Z");
    assertThat(event.at("/event/specversion").asText()).isEqualTo("1.0");
    assertThat(event.at("/event/data/n").asInt()).isEqualTo(1);
  }

  @Test
  void binary_data_is_shown_as_base64() {
    JsonNode event = folder.run("events", "--channel", "other", "--json").json().get(0);

    assertThat(event.at("/event/data_base64").isTextual()).isTrue();
  }

  @Test
  void what_comes_is_shown_as_it_comes(@TempDir Path own) throws Exception {
    LedgerFolder live = new LedgerFolder(own).events("ci.events", event("e-1", "build.started"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Thread command =
        new Thread(
            () ->
                Cli.run(
                    new String[] {
                      "events", "--follow", "--json", "--data=" + own, "--config=" + own + "/none"
                    },
                    name -> null,
                    new PrintStream(out, true, UTF_8),
                    new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
                    false));
    command.start();
    try {
      await().until(() -> out.toString(UTF_8).contains("e-1"));
      live.events("ci.events", event("e-2", "build.started"));
      await().until(() -> out.toString(UTF_8).contains("e-2"));
    } finally {
      command.interrupt();
      command.join();
    }
    assertThat(out.toString(UTF_8).lines()).hasSize(2);
  }

  @Test
  @Timeout(30)
  void it_ends_when_nobody_reads_on() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    String[] line = {"events", "--follow", "--data=" + dir, "--config=" + dir + "/none"};

    PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    assertThat(Cli.run(line, name -> null, new PrintStream(closed, true, UTF_8), silent, false))
        .isZero();
  }

  @Test
  void a_channel_of_which_the_log_has_nothing_is_told() {
    CommandRun run = folder.run("events", "--channel", "ci.event");

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "the log has nothing of a channel 'ci.event'; it has ci.events, other");
    assertThat(folder.run("events", "--channel", "other", "--type", "x").err()).isEmpty();
  }

  @Test
  void events_are_counted() {
    assertThat(folder.run("events", "--count", "--type", "pipeline.failed").out().strip())
        .isEqualTo("3");
    assertThat(folder.run("events", "--count", "--json").json().get(0).get("count").asInt())
        .isEqualTo(121);
  }

  @Test
  void a_time_in_the_future_finds_nothing() {
    assertThat(folder.run("events", "--since", "2999-01-01T00:00:00Z").out()).isEmpty();
  }

  @Test
  void a_limit_out_of_range_is_told() {
    CommandRun run = folder.run("events", "--limit", "0");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("serai: --limit wants 1 to 100,000, but is 0");
  }

  @Test
  void a_folder_without_a_ledger_is_told_with_the_way_out() {
    CommandRun run = new LedgerFolder(dir.resolve("empty")).run("events");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "serai: there is no ledger at %s yet; start a hub with 'serai run', or name its data folder with --data\n"
                .formatted(dir.resolve("empty").resolve("serai.db")));
  }
}
