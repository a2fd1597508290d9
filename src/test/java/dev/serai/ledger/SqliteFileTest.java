package dev.serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file as others see it: readers, backups, tools. */
class SqliteFileTest {

  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("serai.db");
  }

  private Ledger open() {
    return Ledger.open(file, LedgerOptions.defaults());
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static void append(Ledger ledger, String... ids) {
    done(ledger.events().append("c", Samples.events(ids), false));
  }

  @Test
  void a_reader_sees_what_the_hub_writes_and_cannot_write() {
    try (Ledger hub = open();
        Ledger reader = Ledger.openReadOnly(file)) {
      append(hub, "1");
      done(hub.groups().create("c", "g", true));

      assertThat(Samples.ids(reader.events().read("c", 0, 10))).containsExactly("1");
      assertThat(reader.events().channels()).containsExactly("c");
      assertThat(reader.groups().unsettled("c", "g")).isEqualTo(1);
      append(hub, "2");
      assertThat(reader.groups().unsettled("c", "g")).isEqualTo(2);
      assertThatThrownBy(() -> append(reader, "3")).hasMessageContaining("open for reading only");
    }
    try (Ledger alone = Ledger.openReadOnly(file)) {
      assertThat(Samples.ids(alone.events().read("c", 0, 10))).containsExactly("1", "2");
    }
  }

  @Test
  void only_the_hubs_own_user_may_read_the_files_it_makes() throws IOException {
    assumeTrue(
        directory.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this file system has no POSIX permissions");
    try (Ledger ledger = open();
        var files = Files.list(directory)) {
      append(ledger, "1");

      assertThat(files)
          .extracting(path -> path.getFileName().toString())
          .contains("serai.db", "serai.db-wal", "serai.db-shm", "serai.db.lock");
    }
    try (Ledger ledger = open();
        var files = Files.list(directory)) {
      append(ledger, "2");

      assertThat(files)
          .allSatisfy(
              path ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                      .as(path.toString())
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void reading_a_ledger_that_is_not_there_is_told_and_makes_none() {
    assertThatThrownBy(() -> Ledger.openReadOnly(file))
        .hasMessageContaining("there is no ledger '" + file + "'");
    assertThat(file).doesNotExist();
  }

  @Test
  void after_closing_no_write_ahead_log_is_left() {
    try (Ledger ledger = open()) {
      append(ledger, "1");
      assertThat(ledger.events().read("c", 0, 1)).hasSize(1);
    }
    assertThat(directory)
        .isDirectoryNotContaining("glob:**-wal")
        .isDirectoryNotContaining("glob:**-shm");
  }

  @Test
  void the_newest_migration_is_the_schema_this_version_knows() throws IOException {
    Path scripts = Path.of("src/main/resources/dev/serai/ledger/migrations");
    try (var files = Files.list(scripts)) {
      assertThat(files.map(path -> path.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1")))
          .contains("" + Schema.NEWEST)
          .allSatisfy(version -> assertThat(Integer.parseInt(version)).isBetween(1, Schema.NEWEST));
    }
  }

  @Test
  void a_backup_taken_while_the_hub_writes_is_a_whole_ledger() throws SQLException {
    Path backup = directory.resolve("backup.db");
    try (Ledger hub = open()) {
      List<CompletionStage<?>> writing = new ArrayList<>();
      append(hub, "first");
      for (int i = 0; i < 500; i++) {
        writing.add(hub.events().append("c", Samples.events("" + i), false));
      }
      try (var tool = DriverManager.getConnection("jdbc:sqlite:" + file);
          var statement = tool.createStatement()) {
        statement.execute("vacuum into '" + backup + "'");
      }
      writing.forEach(SqliteFileTest::done);
    }

    try (Ledger restored = Ledger.open(backup, LedgerOptions.defaults())) {
      List<StoredEvent> kept = restored.events().read("c", 0, 1_000);
      assertThat(kept.get(0).event().getId()).isEqualTo("first");
      assertThat(restored.events().lastSeq("c")).isEqualTo(kept.get(kept.size() - 1).seq());
    }
  }

  @Test
  void every_query_of_the_guide_runs() throws IOException, SQLException {
    open().close();
    Matcher block =
        Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("docs/guide/ledger.md")));
    assertThat(block.find()).isTrue();
    try (var tool = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = tool.createStatement()) {
      for (String query : block.group(1).split(";", 0)) {
        if (!query.isBlank()) {
          statement.executeQuery(query).close();
        }
      }
    }
  }
}
