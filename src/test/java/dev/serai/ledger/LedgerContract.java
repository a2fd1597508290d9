package dev.serai.ledger;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every ledger does, whatever database it is on. A subclass says how to open one. */
abstract class LedgerContract {

  /** Turned by hand. */
  protected volatile Instant now = Instant.parse("2026-03-01T10:00:00.123Z");

  protected Ledger ledger;

  /**
   * Opens the ledger of this test; called again it opens the same one. Its clock reads {@link
   * #now}.
   */
  protected abstract Ledger open(LedgerOptions options);

  @BeforeEach
  void openLedger() {
    ledger = open(options());
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  protected LedgerOptions options() {
    LedgerOptions defaults = LedgerOptions.defaults();
    return new LedgerOptions(() -> now, defaults.maxQueuedWrites(), defaults.maxQueuedBytes(), 0);
  }

  protected void reopen() {
    ledger.close();
    ledger = open(options());
  }

  protected static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  protected EventLog.Appended append(String channel, String... ids) {
    return done(ledger.events().append(channel, Samples.events(ids), false));
  }

  protected List<String> ids(String channel) {
    return Samples.ids(ledger.events().read(channel, 0, 1_000));
  }
}
