package dev.serai.source;

/** The door cannot be opened. The message names the setting and the way out. */
public final class DoorException extends RuntimeException {

  DoorException(String message, Throwable cause) {
    super(message, cause);
  }
}
