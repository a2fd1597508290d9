package dev.serai.ledger;

import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Where a ledger's tables lie, and all that this database does otherwise than others. */
interface Database {

  /** What becomes of a failure. */
  enum Fault {
    /** It tells about the one write that met it, and nothing about the database. */
    ONE_WRITE,
    /** The database cannot do what it should. */
    DATABASE,
    /** The connection is lost, and with it whatever was prepared on it. */
    CONNECTION
  }

  /** How messages call it: a file, or an address without its password. */
  String name();

  /** The one connection that writes. */
  Session writer() throws SQLException;

  /** A connection for queries. */
  Session reader() throws SQLException;

  /** Says where the scripts that bring the tables up to date run. */
  void prepare(FluentConfiguration scripts);

  /** Fills the placeholders of those scripts. */
  Map<String, String> words();

  /** Asks with one argument, the name of a table: gives a row when it is there. */
  String tableExists();

  /** How much room it takes; empty when unknown. May block for one query. */
  OptionalLong bytes(Readers readers);

  Fault classify(Throwable cause);

  /** Names what happened and the way out, quoting the database's own text. */
  LedgerException fault(Throwable cause);
}
