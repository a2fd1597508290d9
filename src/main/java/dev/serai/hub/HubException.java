package dev.serai.hub;

/** The hub cannot start; the message says why and the way out. */
public final class HubException extends RuntimeException {

  public HubException(String message, Throwable cause) {
    super(message, cause);
  }
}
