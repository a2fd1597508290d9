package dev.serai.delivery;

import java.time.Duration;
import java.util.Objects;

/**
 * Why a call failed.
 *
 * @param poison true when the same event can never succeed: it goes to the dead letters at once
 * @param retryAfter what the failing service asked for; the next attempt is not earlier; null if
 *     nothing
 * @param step where in the route, or null
 */
public record Failure(Throwable cause, boolean poison, Duration retryAfter, String step) {

  public Failure {
    Objects.requireNonNull(cause, "cause");
  }

  public static Failure of(Throwable cause) {
    return new Failure(cause, false, null, null);
  }

  public static Failure poison(Throwable cause) {
    return new Failure(cause, true, null, null);
  }
}
