package dev.serai.ledger;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contract of every ledger, kept on PostgreSQL. */
class PostgresLedgerTest {

  private static PostgresProcess server;

  private String database;

  @BeforeAll
  static void startServer() {
    Optional<PostgresProcess> started = PostgresProcess.shared();
    assumeTrue(started.isPresent(), PostgresProcess.WHY_NOT);
    server = started.get();
  }

  @BeforeEach
  void makeDatabase() {
    database = server.database();
  }

  private Ledger open(LedgerOptions options) {
    return Ledger.open(server.place(database), options);
  }

  @Nested
  class Events extends EventLogContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return PostgresLedgerTest.this.open(options);
    }
  }

  @Nested
  class Trimming extends TrimmingContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return PostgresLedgerTest.this.open(options);
    }
  }

  @Nested
  class GroupsOfTheBus extends GroupsContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return PostgresLedgerTest.this.open(options);
    }
  }

  @Nested
  class Parking extends ParkedDeliveriesContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return PostgresLedgerTest.this.open(options);
    }
  }

  @Nested
  class GivenUp extends DeadLettersContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return PostgresLedgerTest.this.open(options);
    }
  }

  @Nested
  class Seen extends SeenIdsContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return PostgresLedgerTest.this.open(options);
    }
  }

  @Nested
  class Replaying extends ReplaysContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return PostgresLedgerTest.this.open(options);
    }
  }

  @Nested
  class WritingTogether extends WritingContract {
    @Override
    protected Ledger open(LedgerOptions options) {
      return PostgresLedgerTest.this.open(options);
    }
  }
}
