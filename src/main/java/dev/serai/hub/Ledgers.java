package dev.serai.hub;

import dev.serai.config.LedgerConfig;
import dev.serai.config.Secret;
import dev.serai.ledger.LedgerPlace;
import java.nio.file.Path;

/** Says in the ledger's own words where the configuration puts it. */
public final class Ledgers {

  private Ledgers() {}

  public static LedgerPlace place(LedgerConfig config, Path data) {
    return config
        .file(data)
        .<LedgerPlace>map(LedgerPlace.File::new)
        .orElseGet(
            () ->
                new LedgerPlace.Postgres(
                    config.url(), config.password().map(Secret::reveal).orElse("")));
  }
}
