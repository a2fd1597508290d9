package dev.serai.sanitize;

/** A message of which nothing can be taken out, as it is not what it seems to be. */
public final class UnreadableMessageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableMessageException(String message) {
    super(message);
  }
}
