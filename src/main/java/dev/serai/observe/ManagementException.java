package dev.serai.observe;

/** The management port cannot be opened. The message names the port and the way out. */
public final class ManagementException extends RuntimeException {

  ManagementException(String message, Throwable cause) {
    super(message, cause);
  }
}
