package dev.serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.event.HubEvent;
import dev.serai.ledger.LedgerException.Kind;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is full, damaged, held, newer or out of reach. */
class SqliteFaultsTest {

  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("serai.db");
  }

  private Ledger open() {
    return Ledger.open(file, LedgerOptions.defaults());
  }

  private LedgerException refusedToOpen() {
    return catchThrowableOfType(LedgerException.class, this::open);
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static LedgerException failure(CompletionStage<?> stage) {
    return (LedgerException)
        catchThrowableOfType(CompletionException.class, () -> done(stage)).getCause();
  }

  private static List<CloudEvent> kilobyte(String id) {
    return List.of(HubEvent.builder().id(id).source("/").type("t").data(new byte[1_024]).build());
  }

  /** Works on the file behind the ledger's back. */
  private void sql(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void a_full_file_refuses_with_the_way_out_stores_nothing_by_halves_and_recovers_by_itself() {
    LedgerOptions small = new LedgerOptions(InstantSource.system(), 1_000, 64L << 20, 1L << 20);
    try (Ledger ledger = Ledger.open(file, small)) {
      List<String> stored = new ArrayList<>();
      LedgerException full = null;
      for (int i = 0; full == null; i++) {
        List<CloudEvent> pair = new ArrayList<>(kilobyte(i + "a"));
        pair.addAll(kilobyte(i + "b"));
        CompletionStage<?> append = ledger.events().append("c", pair, true);
        try {
          done(append);
          stored.addAll(List.of(i + "a", i + "b"));
        } catch (CompletionException e) {
          full = (LedgerException) e.getCause();
        }
      }

      assertThat(full.kind()).isEqualTo(Kind.FULL);
      assertThat(full)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("make room on its disk")
          .hasMessageContaining("SQLITE_FULL");
      assertThat(ledger.trouble()).contains(full);
      assertThat(Samples.ids(ledger.events().read("c", 0, 10_000))).isEqualTo(stored);

      assertThat(done(ledger.events().trim("c", Instant.now().plusSeconds(60)))).isPositive();

      Awaitility.await().until(() -> ledger.trouble().isEmpty());
      assertThat(done(ledger.events().append("c", kilobyte("after"), true)).stored()).isEqualTo(1);
    }
  }

  @Test
  void while_the_file_is_full_small_writes_of_the_same_commit_still_pass() {
    LedgerOptions small = new LedgerOptions(InstantSource.system(), 1_000, 64L << 20, 1L << 20);
    try (Ledger ledger = Ledger.open(file, small)) {
      done(ledger.groups().create("c", "g", false));
      done(ledger.events().append("c", kilobyte("1"), false));
      HubEvent tooLarge =
          HubEvent.builder().id("2").source("/").type("t").data(new byte[2 << 20]).build();

      List<CompletionStage<?>> large = new ArrayList<>();
      List<CompletionStage<?>> saves = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        large.add(ledger.events().append("c", List.of(tooLarge), false));
        saves.add(ledger.groups().save("c", "g", new GroupProgress(1, "")));
      }

      saves.forEach(SqliteFaultsTest::done);
      large.forEach(stage -> assertThat(failure(stage).kind()).isEqualTo(Kind.FULL));
    }
  }

  @Test
  void without_writers_a_full_ledger_notices_by_itself_that_there_is_room_again()
      throws SQLException {
    LedgerOptions small = new LedgerOptions(InstantSource.system(), 1_000, 64L << 20, 1L << 20);
    try (Ledger ledger = Ledger.open(file, small)) {
      while (ledger.trouble().isEmpty()) {
        ledger
            .events()
            .append("c", kilobyte("1"), false)
            .exceptionally(full -> null)
            .toCompletableFuture()
            .join();
      }
      sql("pragma busy_timeout = 5000", "delete from event");

      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> ledger.trouble().isEmpty());
    }
  }

  @Test
  void a_busy_ledger_refuses_at_once_and_keeps_room_for_what_was_accepted() throws SQLException {
    LedgerOptions narrow = new LedgerOptions(InstantSource.system(), 8, 64L << 20, 0);
    try (Ledger ledger = Ledger.open(file, narrow)) {
      done(ledger.groups().create("c", "g", false));
      List<CompletionStage<?>> taken = new ArrayList<>();
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = other.createStatement()) {
        statement.execute("begin immediate");
        for (int i = 0; i < 6; i++) {
          taken.add(ledger.events().append("c", kilobyte("" + i), false));
        }
        LedgerException busy = failure(ledger.events().append("c", kilobyte("7"), false));
        taken.add(ledger.groups().save("c", "g", new GroupProgress(1, "")));

        assertThat(busy.kind()).isEqualTo(Kind.BUSY);
        assertThat(busy).hasMessageContaining(file.toString()).hasMessageContaining("try again");
        statement.execute("rollback");
      }
      taken.forEach(SqliteFaultsTest::done);
      assertThat(Samples.ids(ledger.events().read("c", 0, 10))).hasSize(6);
    }
  }

  @Test
  void event_bytes_in_the_queue_are_bounded_but_one_large_event_always_passes()
      throws SQLException {
    LedgerOptions narrow = new LedgerOptions(InstantSource.system(), 1_000, 4_096, 0);
    try (Ledger ledger = Ledger.open(file, narrow)) {
      HubEvent large =
          HubEvent.builder().id("1").source("/").type("t").data(new byte[8_192]).build();
      CompletionStage<?> taken;
      CompletionStage<?> refused;
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = other.createStatement()) {
        statement.execute("begin immediate");
        taken = ledger.events().append("c", List.of(large), false);
        refused = ledger.events().append("c", kilobyte("2"), false);
        statement.execute("rollback");
      }
      done(taken);
      assertThat(failure(refused).kind()).isEqualTo(Kind.BUSY);
    }
  }

  @Test
  void a_file_that_is_no_ledger_is_refused_and_left_alone() throws IOException {
    byte[] text =
        "this is no database, but it is important to somebody"
            .repeat(100)
            .getBytes(StandardCharsets.UTF_8);
    Files.write(file, text);

    LedgerException refused = refusedToOpen();

    assertThat(refused.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(refused).hasMessageContaining(file.toString()).hasMessageContaining("no ledger");
    assertThat(Files.readAllBytes(file)).isEqualTo(text);
    assertThat(refusedToOpen().kind()).as("the hold is given back").isEqualTo(Kind.CORRUPT);
  }

  @Test
  void damage_shows_when_it_is_met_and_does_not_go_away() throws IOException {
    try (Ledger ledger = open()) {
      for (int i = 0; i < 500; i++) {
        ledger.events().append("c", kilobyte("" + i), false);
      }
    }
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] rubbish = new byte[4_096];
      Arrays.fill(rubbish, (byte) 0xab);
      for (long page = 40; page < 100; page++) {
        raw.seek(page * 4_096);
        raw.write(rubbish);
      }
    }

    try (Ledger ledger = open()) {
      assertThatThrownBy(() -> ledger.events().count(query("x")))
          .isInstanceOfSatisfying(
              LedgerException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CORRUPT))
          .hasMessageContaining(file.toString())
          .hasMessageContaining("restore a backup");
      assertThat(ledger.trouble())
          .hasValueSatisfying(e -> assertThat(e.kind()).isEqualTo(Kind.CORRUPT));
      done(ledger.seen().remember("s", "1"));
      assertThat(ledger.trouble()).isPresent();
    }
  }

  private static EventQuery query(String id) {
    return new EventQuery(null, null, null, null, null, null, id);
  }

  @Test
  void a_second_hub_is_refused_with_the_way_out() {
    try (Ledger first = open()) {
      LedgerException refused = refusedToOpen();

      assertThat(refused.kind()).isEqualTo(Kind.LOCKED);
      assertThat(refused)
          .hasMessage(
              "ledger '%s' is held by another hub (process %d): stop it, or give this hub a data folder of its own (--data or SERAI_DATA)"
                  .formatted(file, ProcessHandle.current().pid()));
      assertThat(first.trouble()).isEmpty();
    }
    open().close();
  }

  @Test
  void a_newer_ledger_is_refused_and_left_alone() throws SQLException {
    open().close();
    sql(
        "insert into schema_history (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success) values (99, '99', 'new', 'SQL', 'V99', 1, 'me', 1, 1)");

    assertThat(refusedToOpen())
        .hasMessageContaining(
            "written by a newer Serai (schema 99, this one knows up to %d)", Schema.NEWEST)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> Ledger.openReadOnly(file)).hasMessageContaining("newer Serai");
  }

  @Test
  void a_place_that_cannot_be_written_is_told_with_the_way_out() throws IOException {
    file = Files.createFile(directory.resolve("plain-file")).resolve("serai.db");

    assertThat(refusedToOpen())
        .hasMessageContaining(file.toString())
        .hasMessageContaining("choose another place");
  }

  @Test
  void a_directory_in_the_place_of_the_file_is_told() throws IOException {
    Files.createDirectory(file);

    assertThat(refusedToOpen()).hasMessageContaining(file.toString());
  }
}
