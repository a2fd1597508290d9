package dev.serai.source.scheme;

import java.time.Duration;
import java.time.Instant;

/** How far a signature's time may lie from the hub's, in either direction, bounds included. */
record TimeWindow(Duration tolerance) {

  /** What the reference libraries of all senders with timestamps use. */
  static final TimeWindow USUAL = new TimeWindow(Duration.ofMinutes(5));

  private static final int MOST_DIGITS = 15;

  /** From here on it cannot be seconds: they would lie in the year 5138. */
  private static final long MILLIS = 100_000_000_000L;

  /**
   * Judges a request that is verified otherwise.
   *
   * @param stamp seconds or milliseconds since 1970 as decimal digits; anything else is wrong
   */
  Verdict judge(String stamp, Instant now) {
    long given = number(stamp);
    if (given < 0) {
      return Verdict.WRONG;
    }
    long seconds = given >= MILLIS ? given / 1000 : given;
    long age = now.getEpochSecond() - seconds;
    if (age > tolerance.toSeconds()) {
      return Verdict.STALE;
    }
    return -age > tolerance.toSeconds() ? Verdict.EARLY : Verdict.VERIFIED;
  }

  private static long number(String stamp) {
    if (stamp.isEmpty() || stamp.length() > MOST_DIGITS) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < stamp.length(); i++) {
      char c = stamp.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return number;
  }
}
