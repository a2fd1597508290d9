package dev.serai.ledger;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings a ledger's tables up to date. Flyway takes part only when something is to be done, because
 * it costs more than everything else at start.
 */
final class Schema {

  /** The version of the newest script under {@code migrations}. */
  static final int NEWEST = 5;

  private static final String HISTORY = "schema_history";
  private static final String SCRIPTS = "classpath:dev/serai/ledger/migrations";

  /** Standard SQLSTATEs: no privilege, and no schema to make tables in. */
  private static final Set<String> MISSING_RIGHTS = Set.of("42501", "3F000");

  private Schema() {}

  static void update(Database database, Session session) throws SQLException {
    int version = version(database, session);
    // A transaction left open here would be ended by a server that does not like idle ones.
    session.endRead();
    if (version < NEWEST) {
      migrate(database);
    }
    check(database, session);
    session.endRead();
  }

  /** Refuses a ledger that this version does not understand. */
  static void check(Database database, Session session) throws SQLException {
    int version = version(database, session);
    if (version > NEWEST) {
      throw new LedgerException(
          LedgerException.Kind.FAILED,
          "ledger '%s' was written by a newer Serai (schema %d, this one knows up to %d): run that version or a newer one"
              .formatted(database.name(), version, NEWEST),
          null);
    }
    if (version < NEWEST) {
      throw new LedgerException(
          LedgerException.Kind.FAILED,
          "ledger '%s' has schema %d, this Serai needs %d: start the hub once to bring it up to date"
              .formatted(database.name(), version, NEWEST),
          null);
    }
  }

  /** 0 when there is no ledger yet. */
  static int version(Database database, Session session) throws SQLException {
    boolean made = session.first(row -> row.getInt(1), database.tableExists(), HISTORY).isPresent();
    return made
        ? session
            .first(
                row -> row.getInt(1),
                "select max(cast(version as integer)) from " + HISTORY + " where success")
            .orElse(0)
        : 0;
  }

  private static void migrate(Database database) {
    try {
      FluentConfiguration scripts =
          Flyway.configure()
              .locations(SCRIPTS)
              .table(HISTORY)
              .placeholders(database.words())
              .loggers("slf4j");
      database.prepare(scripts);
      scripts.load().migrate();
    } catch (FlywayException e) {
      Optional<LedgerException> rights = missingRights(database, e);
      if (rights.isPresent()) {
        throw rights.get();
      }
      throw new LedgerException(
          LedgerException.Kind.FAILED,
          "ledger '%s' could not be brought up to date; it is as it was: %s"
              .formatted(database.name(), e.getMessage()),
          e);
    }
  }

  private static Optional<LedgerException> missingRights(Database database, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && MISSING_RIGHTS.contains(String.valueOf(sql.getSQLState()))) {
        return Optional.of(database.fault(sql));
      }
    }
    return Optional.empty();
  }
}
