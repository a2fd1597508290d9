package dev.serai.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What is SQLite's own: how to connect, words of its DDL, what its error codes mean.
 *
 * @param maxBytes size the file must not grow above, 0 for none
 */
record Sqlite(Path file, long maxBytes) implements Database {

  static final int BUSY_TIMEOUT_MILLIS = 5_000;
  private static final int PAGE_BYTES = 4_096;
  private static final int CHECKPOINT_PAGES = 4_000;

  private static final Map<String, String> WORDS =
      Map.of(
          "number", "integer",
          "identity", "integer primary key autoincrement",
          "bytes", "blob",
          "clustered", "without rowid");

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public Session writer() throws SQLException {
    SQLiteConfig config = config();
    config.setPageSize(PAGE_BYTES);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    Connection connection = config.createConnection(url());
    try (var statement = connection.createStatement()) {
      statement.execute("pragma wal_autocheckpoint = " + CHECKPOINT_PAGES);
      statement.execute("pragma journal_size_limit = " + (64 << 20));
      if (maxBytes > 0) {
        statement.execute("pragma max_page_count = " + Math.max(1, maxBytes / PAGE_BYTES));
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return new Session(connection);
  }

  @Override
  public Session reader() throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return new Session(config.createConnection(url()));
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    // Else the driver runs a further query after each insert, whose answer nobody asks for.
    config.setGetGeneratedKeys(false);
    return config;
  }

  private String url() {
    return "jdbc:sqlite:" + file;
  }

  @Override
  public void prepare(FluentConfiguration scripts) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl(url());
    scripts.dataSource(source);
  }

  @Override
  public Map<String, String> words() {
    return WORDS;
  }

  @Override
  public String tableExists() {
    return "select 1 from sqlite_master where name = ?";
  }

  @Override
  public OptionalLong bytes(Readers readers) {
    try {
      Path log = file.resolveSibling(file.getFileName() + "-wal");
      return OptionalLong.of(Files.size(file) + (Files.exists(log) ? Files.size(log) : 0));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public Fault classify(Throwable cause) {
    if (!(cause instanceof SQLiteException fault)) {
      return Fault.ONE_WRITE;
    }
    SQLiteErrorCode code = fault.getResultCode();
    // A trigger is somebody else's: the ledger has none.
    return code == SQLiteErrorCode.SQLITE_TOOBIG
            || (code.name().startsWith("SQLITE_CONSTRAINT")
                && code != SQLiteErrorCode.SQLITE_CONSTRAINT_TRIGGER)
        ? Fault.ONE_WRITE
        : Fault.DATABASE;
  }

  @Override
  public LedgerException fault(Throwable cause) {
    if (cause instanceof LedgerException known) {
      return known;
    }
    SQLiteErrorCode code =
        cause instanceof SQLiteException e ? e.getResultCode() : SQLiteErrorCode.SQLITE_ERROR;
    String name = code.name();
    String said = " (" + cause.getMessage() + ")";
    if (name.startsWith("SQLITE_FULL") || name.startsWith("SQLITE_IOERR")) {
      return new LedgerException(
          LedgerException.Kind.FULL,
          "ledger '%s' cannot be written: make room on its disk or raise its quota; a hub that runs goes on by itself"
                  .formatted(file)
              + said,
          cause);
    }
    if (name.startsWith("SQLITE_CORRUPT") || name.startsWith("SQLITE_NOTADB")) {
      return new LedgerException(
          LedgerException.Kind.CORRUPT,
          "'%s' is damaged or no ledger: stop the hub, keep the file, and restore a backup or salvage it with 'sqlite3 %s .recover'"
                  .formatted(file, file)
              + said,
          cause);
    }
    if (name.startsWith("SQLITE_BUSY") || name.startsWith("SQLITE_LOCKED")) {
      return new LedgerException(
          LedgerException.Kind.BUSY,
          "ledger '%s' is being written by another program: close what has it open for writing"
                  .formatted(file)
              + said,
          cause);
    }
    if (name.startsWith("SQLITE_READONLY")
        || name.startsWith("SQLITE_CANTOPEN")
        || name.startsWith("SQLITE_PERM")) {
      return new LedgerException(
          LedgerException.Kind.FAILED,
          "ledger '%s' cannot be opened for writing: give this user write permission on the file and its directory, or choose another place"
                  .formatted(file)
              + said,
          cause);
    }
    return new LedgerException(
        LedgerException.Kind.FAILED, "ledger '%s' failed".formatted(file) + said, cause);
  }
}
