package dev.serai.bus;

import java.util.Optional;

/**
 * Whether something can be used, as a value.
 *
 * @param detail one line for a person: what was reached, or what is wrong and the way out
 */
public record CheckResult(boolean ok, String detail, Optional<Throwable> cause) {

  public static CheckResult ok(String detail) {
    return new CheckResult(true, detail, Optional.empty());
  }

  public static CheckResult failed(String detail, Throwable cause) {
    return new CheckResult(false, detail, Optional.ofNullable(cause));
  }
}
