package dev.serai.observe;

import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerException;
import dev.serai.ledger.Waiting;
import java.time.Duration;
import java.util.OptionalLong;

/** The ledger as it is now. Safe for all threads. */
public final class LedgerReadings {

  private static final Duration KEEP = Duration.ofSeconds(2);
  private static final Duration KEEP_SIZE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final DeadLetterQuery PENDING =
      new DeadLetterQuery(null, null, null, null, null, null, null, null, true);

  private final Ledger ledger;
  private final Recent<Long> pending;
  private final Recent<OptionalLong> bytes;

  /** Reads nothing yet. */
  public LedgerReadings(Ledger ledger) {
    this.ledger = ledger;
    bytes = new Recent<>(ledger::bytes, KEEP_SIZE, PATIENCE, Background.EXECUTOR);
    pending =
        new Recent<>(
            () -> ledger.deadLetters().count(PENDING), KEEP, PATIENCE, Background.EXECUTOR);
  }

  void writeTo(Sheet sheet) {
    sheet.put(Series.LEDGER_TROUBLE, ledger.trouble().isPresent() ? 1 : 0);
    Waiting waiting = ledger.waiting();
    sheet.put(Series.LEDGER_QUEUE, waiting.writes());
    sheet.put(Series.LEDGER_QUEUE_BYTES, waiting.bytes());
    sheet.put(Series.LEDGER_BYTES, bytesNow());
    sheet.put(Series.DEAD_LETTERS_PENDING, deadLetters());
  }

  private double bytesNow() {
    try {
      OptionalLong known = bytes.get().orElse(OptionalLong.empty());
      return known.isPresent() ? Long.valueOf(known.getAsLong()).doubleValue() : Double.NaN;
    } catch (LedgerException e) {
      return Double.NaN;
    }
  }

  private double deadLetters() {
    try {
      return pending.get().map(Long::doubleValue).orElse(Double.NaN);
    } catch (LedgerException e) {
      return Double.NaN;
    }
  }
}
