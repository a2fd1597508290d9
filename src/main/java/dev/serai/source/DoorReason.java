package dev.serai.source;

import java.util.Locale;

/**
 * Why the door answered as it did: a closed set, for metrics and for problem types. The words are
 * promised in docs/reference/problems.md.
 */
public enum DoorReason {
  ACCEPTED("Accepted"),
  DUPLICATE("Delivered before"),
  IGNORED("Gives no event"),
  PING("Sender tries the address"),
  HANDSHAKE("Sender asks whether it may send"),
  UNKNOWN_CONNECTOR("Unknown connector"),
  NOT_ALLOWED("Sender not allowed"),
  METHOD_NOT_ALLOWED("Method not allowed"),
  UNSUPPORTED_MEDIA_TYPE("Unsupported media type"),
  TOO_LARGE("Body too large"),
  HEADERS_TOO_LARGE("Header too large"),
  MALFORMED("Malformed request"),
  MISSING_SIGNATURE("Not authenticated"),
  BAD_SIGNATURE("Not authenticated"),
  STALE_SIGNATURE("Not authenticated"),
  EARLY_SIGNATURE("Not authenticated"),
  RATE_LIMITED("Too many deliveries"),
  BUSY("Too much in flight"),
  NOT_RUNNING("Connector not running"),
  CLOSING("Shutting down"),
  TOO_SLOW("Request too slow"),
  ABORTED("Sender went away"),
  LATE("Not durable in time"),
  FAILED("Not accepted"),
  REFUSED("Refused");

  private final String title;
  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  DoorReason(String title) {
    this.title = title;
  }

  /** The word in metrics and at the end of a problem type, for example {@code too-large}. */
  public String word() {
    return word;
  }

  /** The problem's title, the same for every occurrence. */
  public String title() {
    return title;
  }

  /** The reason with this word; {@link #REFUSED} for words that are not in the set. */
  static DoorReason of(String word) {
    for (DoorReason reason : values()) {
      if (reason.word().equals(word)) {
        return reason;
      }
    }
    return REFUSED;
  }
}
