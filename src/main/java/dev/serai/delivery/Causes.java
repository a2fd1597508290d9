package dev.serai.delivery;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What people read of an exception. */
final class Causes {

  private static final int LONGEST = 2_000;

  private Causes() {}

  /** Without the wrappers that asynchronous code puts around it. */
  static Throwable unwrap(Throwable cause) {
    Throwable inner = cause;
    while ((inner instanceof CompletionException || inner instanceof ExecutionException)
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }

  /** Its message, at most 2,000 characters; empty when it has none. */
  static String message(Throwable cause) {
    String message = cause.getMessage();
    if (message == null) {
      return "";
    }
    if (message.length() <= LONGEST) {
      return message;
    }
    int end = Character.isHighSurrogate(message.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return message.substring(0, end);
  }

  /** Its message, or its class where it has none. */
  static String text(Throwable cause) {
    Throwable inner = unwrap(cause);
    String message = message(inner);
    return message.isEmpty() ? inner.getClass().getName() : message;
  }
}
