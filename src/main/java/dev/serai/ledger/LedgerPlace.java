package dev.serai.ledger;

import java.nio.file.Path;

/** Where a ledger is kept. */
public sealed interface LedgerPlace {

  /** A SQLite file, held by one hub. */
  record File(Path path) implements LedgerPlace {}

  /**
   * A PostgreSQL database, which several hubs may share.
   *
   * @param url {@code postgresql://user@host:port/database?options}, where the options are those of
   *     the PostgreSQL driver
   * @param password empty when the server asks for none, or when {@code ~/.pgpass} has it
   */
  record Postgres(String url, String password) implements LedgerPlace {

    @Override
    public String toString() {
      return "Postgres[url=" + url + "]";
    }
  }
}
