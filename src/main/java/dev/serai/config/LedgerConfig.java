package dev.serai.config;

import java.nio.file.Path;

/**
 * Where the ledger lies.
 *
 * @param url {@code sqlite:<file>}
 */
public record LedgerConfig(String url) {

  static final String SQLITE = "sqlite:";

  /** The ledger's file; a relative one lies in the data folder. */
  public Path file(Path data) {
    return data.resolve(url.substring(SQLITE.length()));
  }
}
