package dev.serai.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract of every ledger, kept on SQLite. */
class SqliteLedgerTest {

  @TempDir Path directory;

  private Ledger open(LedgerOptions options) {
    return Ledger.open(directory.resolve("data/serai.db"), options);
  }

  @Nested
  class Events extends EventLogContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return SqliteLedgerTest.this.open(options);
    }
  }

  @Nested
  class Trimming extends TrimmingContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return SqliteLedgerTest.this.open(options);
    }
  }

  @Nested
  class GroupsOfTheBus extends GroupsContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return SqliteLedgerTest.this.open(options);
    }
  }

  @Nested
  class Parking extends ParkedDeliveriesContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return SqliteLedgerTest.this.open(options);
    }
  }

  @Nested
  class GivenUp extends DeadLettersContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return SqliteLedgerTest.this.open(options);
    }
  }

  @Nested
  class Seen extends SeenIdsContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return SqliteLedgerTest.this.open(options);
    }
  }

  @Nested
  class Polling extends PollsContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return SqliteLedgerTest.this.open(options);
    }
  }

  @Nested
  class Replaying extends ReplaysContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return SqliteLedgerTest.this.open(options);
    }
  }

  @Nested
  class WritingTogether extends WritingContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return SqliteLedgerTest.this.open(options);
    }
  }
}
