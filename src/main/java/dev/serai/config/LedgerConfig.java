package dev.serai.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the ledger lies.
 *
 * @param url {@code sqlite:<file>} or {@code postgresql://user@host:port/database}
 * @param password of the database's user, if it wants one
 */
public record LedgerConfig(String url, Optional<Secret> password) {

  static final String SQLITE = "sqlite:";
  static final String POSTGRESQL = "postgresql://";

  /** The ledger's file, if it is one; a relative one lies in the data folder. */
  public Optional<Path> file(Path data) {
    return url.startsWith(SQLITE)
        ? Optional.of(data.resolve(url.substring(SQLITE.length())))
        : Optional.empty();
  }
}
