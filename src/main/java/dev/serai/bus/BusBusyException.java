package dev.serai.bus;

import java.time.Duration;

/**
 * The broker or the ledger cannot take more now; nothing was stored, and the same publish may work
 * later.
 */
public class BusBusyException extends BusException {

  private final transient Duration retryAfter;

  public BusBusyException(String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** A guess at when to try again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
