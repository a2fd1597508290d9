package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.ParkedDelivery;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersCommandTest {

  @TempDir Path dir;
  private LedgerFolder folder;

  @BeforeEach
  void fill() {
    folder =
        new LedgerFolder(dir)
            .deadLetter("healer", "refused by 10.0.0.1")
            .deadLetter("healer", "timed out")
            .deadLetter("notifier", "refused by 10.0.0.2");
  }

  @Test
  void they_are_listed_with_their_cause() {
    CommandRun run = folder.run("dead-letters", "ls");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).hasSize(3);
    assertThat(run.out().lines().findFirst().orElseThrow())
        .contains("1  2026-11-01T10:00:00Z", "healer", "ConnectException: refused by 10.0.0.1");
  }

  @Test
  void what_a_sender_wrote_into_a_message_steers_no_terminal() {
    folder.deadLetter("healer", "no port \u001b[31mred\u009b\n10:00 ERROR forged");

    assertThat(folder.run("dead-letters", "ls").out())
        .contains("no port ?[31mred?")
        .doesNotContain("\u001b", "\u009b");
    assertThat(folder.run("dead-letters", "show", "4").out())
        .contains("no port ?[31mred? | 10:00 ERROR forged")
        .doesNotContain("\u001b", "\u009b");
    assertThat(folder.run("dead-letters", "show", "4", "--json").out()).contains("\\u001B[31mred");
  }

  @Test
  void they_are_narrowed_down() {
    assertThat(ids("--group", "healer")).containsExactly(1L, 2L);
    assertThat(ids("--cause", "REFUSED")).containsExactly(1L, 3L);
    assertThat(ids("--after", "2")).containsExactly(3L);
    assertThat(ids("--until", "2026-11-01T10:00:00Z")).isEmpty();
  }

  @Test
  void a_cut_list_says_so() {
    assertThat(folder.run("dead-letters", "ls", "--limit", "2").err())
        .contains("2 of 3; see --limit and --after");
  }

  @Test
  void one_is_shown_with_every_attempt_and_its_event() {
    CommandRun run = folder.run("dead-letters", "show", "1");

    assertThat(run.out())
        .contains("given up  2026-11-01T10:00:00Z, attempts-exhausted")
        .contains("channel   ci.events, group healer")
        .contains("java.net.ConnectException: refused by 10.0.0.1  at heal/to1")
        .contains("\"type\" : \"pipeline.failed\"");
  }

  @Test
  void one_is_one_object_with_json() {
    JsonNode letter = folder.run("dlq", "show", "2", "--json").json().get(0);

    assertThat(letter.get("id").asLong()).isEqualTo(2);
    assertThat(letter.get("redrivenAt").isNull()).isTrue();
    assertThat(letter.at("/attempts/0/message").asText()).isEqualTo("timed out");
    assertThat(letter.at("/attempts/0/millis").asInt()).isEqualTo(7);
    assertThat(letter.at("/event/id").asText()).isEqualTo("e-2");
  }

  @Test
  void an_unknown_one_is_told() {
    CommandRun run = folder.run("dead-letters", "show", "99");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("serai: there is no dead letter 99; 'serai dead-letters ls");
  }

  @Test
  void one_that_is_redriven_waits_for_its_group_and_is_pending_no_more() {
    CommandRun run = folder.run("dead-letters", "redrive", "1", "--json");

    assertThat(run.code()).isZero();
    assertThat(run.json().get(0).get("redriven").asInt()).isEqualTo(1);
    assertThat(ids()).containsExactly(2L, 3L);
    assertThat(ids("--redriven")).containsExactly(1L, 2L, 3L);
    try (Ledger ledger = folder.open()) {
      assertThat(ledger.parked().list("ci.events", "healer", 0, 10))
          .singleElement()
          .satisfies(
              parked -> {
                assertThat(parked.origin()).isEqualTo(ParkedDelivery.Origin.REDRIVE);
                assertThat(parked.event().getId()).isEqualTo("e-1");
              });
    }
  }

  @Test
  void what_a_killed_hub_left_behind_is_no_running_hub() throws IOException {
    int closed;
    try (ServerSocket free = new ServerSocket(0)) {
      closed = free.getLocalPort();
    }
    Files.writeString(
        dir.resolve("hub.json"),
        "{\"pid\":%d,\"port\":1,\"managementHost\":\"127.0.0.1\",\"managementPort\":%d,\"token\":\"t\"}"
            .formatted(ProcessHandle.current().pid(), closed));

    assertThat(folder.run("dead-letters", "redrive", "1").code()).isZero();
  }

  @Test
  void the_port_of_a_killed_hub_may_be_another_s_by_now() throws Exception {
    Process killed = new ProcessBuilder("true").start();
    killed.waitFor();
    try (ServerSocket another = new ServerSocket(0)) {
      Files.writeString(
          dir.resolve("hub.json"),
          "{\"pid\":%d,\"port\":1,\"managementHost\":\"127.0.0.1\",\"managementPort\":%d,\"token\":\"t\"}"
              .formatted(killed.pid(), another.getLocalPort()));

      assertThat(folder.run("dead-letters", "redrive", "1").code()).isZero();
    }
  }

  @Test
  void looking_needs_no_secret_of_a_connector() throws IOException {
    Path config =
        Files.writeString(
            dir.resolve("connectors.yaml"),
            """
            ledger: { url: "sqlite:${LEDGER_FILE:serai.db}" }
            connectors:
              github: { type: webhook, verify: { scheme: github, secrets: ["${NOT_SET}"] } }
            """);

    CommandRun run = CommandRun.of("dead-letters", "ls", "--data=" + dir, "--config=" + config);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("notifier");
  }

  @Test
  void redriving_it_again_finds_nothing() {
    folder.run("dead-letters", "redrive", "1");
    CommandRun again = folder.run("dead-letters", "redrive", "1");

    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("nothing matched that was not sent again before");
  }

  @Test
  void a_redrive_edits_the_data() {
    folder.run("dead-letters", "redrive", "1", "--edit", "{\"branch\": \"main\", \"n\": null}");

    try (Ledger ledger = folder.open()) {
      byte[] data =
          ledger.parked().list("ci.events", "healer", 0, 10).get(0).event().getData().toBytes();
      assertThat(new String(data, StandardCharsets.UTF_8)).isEqualTo("{\"branch\":\"main\"}");
    }
  }

  @Test
  void an_edit_that_is_no_json_changes_nothing() {
    CommandRun run = folder.run("dead-letters", "redrive", "1", "--edit", "{");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("serai: --edit is no JSON: ").doesNotContain("\tat ");
    assertThat(ids()).hasSize(3);
  }

  @Test
  void a_dry_run_changes_nothing() {
    CommandRun run = folder.run("dead-letters", "redrive", "--group", "healer", "--dry-run");

    assertThat(run.out().lines()).hasSize(3).last().isEqualTo("2 would be sent again");
    assertThat(ids()).hasSize(3);
  }

  @Test
  void all_of_them_are_never_meant_by_an_oversight() {
    CommandRun none = folder.run("dead-letters", "redrive");
    CommandRun both = folder.run("dead-letters", "purge", "--all", "--group", "healer");

    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err())
        .startsWith(
            "serai: name dead letters by id or by an option such as --group, or write --all");
    assertThat(both.code()).isEqualTo(2);
    assertThat(folder.run("dead-letters", "redrive", "--all").out()).startsWith("3 sent again");
  }

  @Test
  void nothing_is_deleted_without_a_yes() {
    CommandRun run = folder.run("dead-letters", "purge", "--all");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).endsWith("3 would be deleted" + System.lineSeparator());
    assertThat(run.err()).startsWith("serai: nothing was deleted; repeat it with --yes");
    assertThat(ids()).hasSize(3);
  }

  @Test
  void those_that_match_are_deleted() {
    CommandRun run = folder.run("dead-letters", "purge", "--group", "healer", "--yes", "--json");

    assertThat(run.code()).isZero();
    assertThat(run.json().get(0).get("purged").asInt()).isEqualTo(2);
    assertThat(ids()).containsExactly(3L);
  }

  private List<Long> ids(Object... options) {
    Object[] args = new Object[options.length + 3];
    args[0] = "dead-letters";
    args[1] = "ls";
    args[2] = "--json";
    System.arraycopy(options, 0, args, 3, options.length);
    return folder.run(args).json().stream().map(letter -> letter.get("id").asLong()).toList();
  }
}
