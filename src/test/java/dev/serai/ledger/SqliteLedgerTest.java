package dev.serai.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends LedgerContract {

  @TempDir Path directory;

  @Override
  protected Ledger open(LedgerOptions options) {
    return Ledger.open(directory.resolve("data/serai.db"), options);
  }
}
