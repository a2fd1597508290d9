package dev.serai.source.feed;

/** A document is no feed, or is hostile; the message says what was found and the way out. */
public final class FeedException extends RuntimeException {

  public FeedException(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
