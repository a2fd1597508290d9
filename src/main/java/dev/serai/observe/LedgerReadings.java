package dev.serai.observe;

import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerException;
import dev.serai.ledger.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The ledger as it is now. Safe for all threads. */
public final class LedgerReadings {

  private static final Duration KEEP = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final DeadLetterQuery PENDING =
      new DeadLetterQuery(null, null, null, null, null, null, null, null, true);

  private final Ledger ledger;
  private final Path file;
  private final Recent<Long> pending;

  /**
   * Reads nothing yet.
   *
   * @param file the ledger's; its size is told together with its log's
   */
  public LedgerReadings(Ledger ledger, Path file) {
    this.ledger = ledger;
    this.file = file;
    pending =
        new Recent<>(
            () -> ledger.deadLetters().count(PENDING), KEEP, PATIENCE, Background.EXECUTOR);
  }

  void writeTo(Sheet sheet) {
    sheet.put(Series.LEDGER_TROUBLE, ledger.trouble().isPresent() ? 1 : 0);
    Waiting waiting = ledger.waiting();
    sheet.put(Series.LEDGER_QUEUE, waiting.writes());
    sheet.put(Series.LEDGER_QUEUE_BYTES, waiting.bytes());
    sheet.put(Series.LEDGER_BYTES, bytes());
    sheet.put(Series.DEAD_LETTERS_PENDING, deadLetters());
  }

  private double bytes() {
    try {
      Path log = file.resolveSibling(file.getFileName() + "-wal");
      long bytes = Files.size(file) + (Files.exists(log) ? Files.size(log) : 0);
      return Long.valueOf(bytes).doubleValue();
    } catch (IOException e) {
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
