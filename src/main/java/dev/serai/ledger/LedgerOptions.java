package dev.serai.ledger;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Bounds of a ledger.
 *
 * @param maxQueuedWrites writes that may wait for a commit; appends are refused as busy at three
 *     quarters of it, so that what was accepted can still be settled
 * @param maxQueuedBytes event bytes that may wait for a commit, in the same way
 * @param maxFileBytes size above which the file does not grow, as if its disk were full; 0 for none
 * @param hubLease how long a hub that shares a database may be silent before others take what it
 *     had
 */
public record LedgerOptions(
    InstantSource clock,
    int maxQueuedWrites,
    long maxQueuedBytes,
    long maxFileBytes,
    Duration hubLease) {

  private static final Duration LEASE = Duration.ofSeconds(10);

  public LedgerOptions {
    if (maxQueuedWrites < 4 || maxQueuedBytes < 4 || maxFileBytes < 0) {
      throw new IllegalArgumentException(
          "a ledger wants maxQueuedWrites and maxQueuedBytes of at least 4 and maxFileBytes of at least 0, but they are %d, %d and %d"
              .formatted(maxQueuedWrites, maxQueuedBytes, maxFileBytes));
    }
  }

  /** With the default lease. */
  public LedgerOptions(
      InstantSource clock, int maxQueuedWrites, long maxQueuedBytes, long maxFileBytes) {
    this(clock, maxQueuedWrites, maxQueuedBytes, maxFileBytes, LEASE);
  }

  public static LedgerOptions defaults() {
    return new LedgerOptions(InstantSource.system(), 65_536, 64L << 20, 0);
  }
}
