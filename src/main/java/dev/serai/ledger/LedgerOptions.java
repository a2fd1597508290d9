package dev.serai.ledger;

import java.time.InstantSource;

/**
 * Bounds of a ledger.
 *
 * @param maxQueuedBytes event bytes that may wait for a commit before writes are refused as busy
 */
public record LedgerOptions(InstantSource clock, int maxQueuedWrites, long maxQueuedBytes) {

  public static LedgerOptions defaults() {
    return new LedgerOptions(InstantSource.system(), 65_536, 64L << 20);
  }
}
