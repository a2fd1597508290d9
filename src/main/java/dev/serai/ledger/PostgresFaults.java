package dev.serai.ledger;

import dev.serai.ledger.Database.Fault;
import dev.serai.ledger.LedgerException.Kind;
import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;

/** PostgreSQL's failures in the words of the ledger: what is wrong, and the way out. */
final class PostgresFaults {

  private static final String HEALS = "; a hub that runs goes on by itself";

  private PostgresFaults() {}

  static Fault classify(Throwable cause) {
    SQLException failure = sql(cause);
    if (failure == null) {
      return Fault.ONE_WRITE;
    }
    String state = state(failure);
    if (state.startsWith("22") || state.startsWith("23") || state.startsWith("54")) {
      return Fault.ONE_WRITE;
    }
    return isConnection(failure, state) ? Fault.CONNECTION : Fault.DATABASE;
  }

  private static boolean isConnection(SQLException failure, String state) {
    return state.isEmpty()
        || state.startsWith("08")
        || state.startsWith("28")
        || state.startsWith("3D")
        || state.startsWith("57P")
        || state.equals("25P03")
        || state.equals("53300")
        || state.equals("25006")
        || failure.getCause() instanceof IOException;
  }

  static LedgerException told(PostgresAddress at, Throwable cause) {
    if (cause instanceof LedgerException known) {
      return known;
    }
    SQLException failure = sql(cause);
    String state = failure == null ? "" : state(failure);
    String said = said(failure == null ? cause : failure);
    return new LedgerException(
        kind(failure, state),
        "ledger '%s' %s (%s)".formatted(at.name(), wrong(at, failure, state), said),
        cause);
  }

  private static Kind kind(SQLException failure, String state) {
    if (failure == null) {
      return Kind.FAILED;
    }
    return switch (state) {
      case "53100", "53200" -> Kind.FULL;
      case "55P03", "57014", "40001", "40P01" -> Kind.BUSY;
      case "XX001", "XX002" -> Kind.CORRUPT;
      default -> isConnection(failure, state) ? Kind.AWAY : Kind.FAILED;
    };
  }

  private static String wrong(PostgresAddress at, SQLException failure, String state) {
    if (failure != null && failure.getCause() instanceof UnknownHostException) {
      return "is on a host that is not known: look at the spelling in ledger.url, or at the name server"
          + HEALS;
    }
    return switch (state) {
      case "28P01", "28000" ->
          "does not let user '%s' in: look at ledger.password, and at pg_hba.conf of the server"
              .formatted(at.user());
      case "08004" ->
          "turns user '%s' away: look at ledger.password, at sslmode in ledger.url, and at pg_hba.conf of the server"
              .formatted(at.user());
      case "3D000" ->
          "is not there: make the database with 'createdb -O %s %s'"
              .formatted(at.user(), at.database());
      case "42501", "3F000" ->
          "does not let user '%s' make or use its tables: 'grant usage, create on schema public to %s', or make this user the owner of the database"
              .formatted(at.user(), at.user());
      case "25006" ->
          "is read-only, as a standby is: name the primary server in ledger.url" + HEALS;
      case "53100" -> "cannot be written: make room on the server's disk" + HEALS;
      case "53200" -> "cannot be written: the server is out of memory" + HEALS;
      case "53300" ->
          "has no connection left: raise max_connections of the server, a hub takes up to six"
              + HEALS;
      case "55P03", "57014" ->
          "is being written by another hub or program for longer than 10 s: end what holds it"
              + HEALS;
      case "XX001", "XX002" -> "is damaged: restore a backup";
      default ->
          failure != null && isConnection(failure, state)
              ? "cannot be reached: start PostgreSQL, or look at host and port in ledger.url"
                  + HEALS
              : "failed";
    };
  }

  private static String said(Throwable cause) {
    String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return text.lines().findFirst().orElse("").strip();
  }

  /** The failure behind those that only say that there was one. */
  private static SQLException sql(Throwable cause) {
    if (cause instanceof BatchUpdateException batch && batch.getNextException() != null) {
      return batch.getNextException();
    }
    return cause instanceof SQLException failure ? failure : null;
  }

  private static String state(SQLException failure) {
    return failure.getSQLState() == null ? "" : failure.getSQLState();
  }
}
