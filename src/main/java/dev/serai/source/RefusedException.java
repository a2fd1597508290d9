package dev.serai.source;

import java.time.Duration;

/**
 * A delivery is refused with an HTTP status and a reason for its sender; nothing of it was stored.
 */
public final class RefusedException extends RuntimeException {

  private final int status;
  private final String reason;
  private final transient Duration retryAfter;

  /**
   * @param status 4xx or 503
   * @param reason a short word for metrics, for example {@code malformed}
   * @param retryAfter when to come again, null where that cannot help
   */
  public RefusedException(
      int status, String reason, String message, Duration retryAfter, Throwable cause) {
    super(message, cause, false, false);
    this.status = status;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  public int status() {
    return status;
  }

  public String reason() {
    return reason;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
