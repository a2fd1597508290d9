package dev.serai.source.poll;

import java.time.Duration;

/** A poll came to nothing. */
final class PollException extends RuntimeException {

  /** A word for metrics. */
  enum Reason {
    UNREACHABLE,
    TIMEOUT,
    STATUS,
    BUSY,
    REFUSED,
    TOO_LARGE,
    MALFORMED,
    NOT_TAKEN;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  private final Reason reason;
  private final transient Duration retryAfter;

  /**
   * @param retryAfter what the server asks for, or null
   */
  PollException(Reason reason, String message, Duration retryAfter, Throwable cause) {
    super(message, cause, false, false);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  static PollException of(Reason reason, String message) {
    return new PollException(reason, message, null, null);
  }

  Reason reason() {
    return reason;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
