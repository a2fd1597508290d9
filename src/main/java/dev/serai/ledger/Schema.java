package dev.serai.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteDataSource;

/**
 * Brings a ledger's tables up to date. Flyway takes part only when something is to be done, because
 * it costs more than everything else at start.
 */
final class Schema {

  /** The version of the newest script under {@code migrations}. */
  static final int NEWEST = 1;

  private static final String HISTORY = "schema_history";
  private static final String SCRIPTS = "classpath:dev/serai/ledger/migrations";

  private Schema() {}

  static void update(Path file, Session session) throws SQLException {
    if (version(session) < NEWEST) {
      migrate(file);
    }
    check(file, session);
  }

  /** Refuses a file that this version does not understand. */
  static void check(Path file, Session session) throws SQLException {
    int version = version(session);
    if (version > NEWEST) {
      throw new LedgerException(
          LedgerException.Kind.FAILED,
          "ledger '%s' was written by a newer Serai (schema %d, this one knows up to %d): run that version or a newer one"
              .formatted(file, version, NEWEST),
          null);
    }
    if (version < NEWEST) {
      throw new LedgerException(
          LedgerException.Kind.FAILED,
          "ledger '%s' has schema %d, this Serai needs %d: start the hub once to bring it up to date"
              .formatted(file, version, NEWEST),
          null);
    }
  }

  /** 0 when the file holds no ledger yet. */
  static int version(Session session) throws SQLException {
    boolean made =
        session
            .first(
                row -> row.getInt(1), "select 1 from sqlite_master where name = '" + HISTORY + "'")
            .isPresent();
    return made
        ? session
            .first(
                row -> row.getInt(1),
                "select max(cast(version as integer)) from " + HISTORY + " where success = 1")
            .orElse(0)
        : 0;
  }

  private static void migrate(Path file) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl(Sqlite.url(file));
    try {
      Flyway.configure()
          .dataSource(source)
          .locations(SCRIPTS)
          .table(HISTORY)
          .placeholders(Sqlite.WORDS)
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new LedgerException(
          LedgerException.Kind.FAILED,
          "ledger '%s' could not be brought up to date; it is as it was: %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
