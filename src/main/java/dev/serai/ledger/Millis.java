package dev.serai.ledger;

import java.time.Instant;

/** Times as the file keeps them: milliseconds since 1970. */
final class Millis {

  private Millis() {}

  /** Rounded up, because nothing may run before its time. */
  static long notBefore(Instant time) {
    long millis = time.toEpochMilli();
    return Instant.ofEpochMilli(millis).isBefore(time) ? millis + 1 : millis;
  }
}
