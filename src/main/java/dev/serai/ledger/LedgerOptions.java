package dev.serai.ledger;

import java.time.InstantSource;

/**
 * Bounds of a ledger.
 *
 * @param maxQueuedWrites writes that may wait for a commit; appends are refused as busy at three
 *     quarters of it, so that what was accepted can still be settled
 * @param maxQueuedBytes event bytes that may wait for a commit, in the same way
 * @param maxFileBytes size above which the file does not grow, as if its disk were full; 0 for none
 */
public record LedgerOptions(
    InstantSource clock, int maxQueuedWrites, long maxQueuedBytes, long maxFileBytes) {

  public LedgerOptions {
    if (maxQueuedWrites < 4 || maxQueuedBytes < 4 || maxFileBytes < 0) {
      throw new IllegalArgumentException(
          "a ledger wants maxQueuedWrites and maxQueuedBytes of at least 4 and maxFileBytes of at least 0, but they are %d, %d and %d"
              .formatted(maxQueuedWrites, maxQueuedBytes, maxFileBytes));
    }
  }

  public static LedgerOptions defaults() {
    return new LedgerOptions(InstantSource.system(), 65_536, 64L << 20, 0);
  }
}
