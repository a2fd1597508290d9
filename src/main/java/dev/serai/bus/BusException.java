package dev.serai.bus;

/**
 * The bus could not do what was asked; nothing was stored. The message says where, what and the way
 * out.
 */
public class BusException extends RuntimeException {

  public BusException(String message, Throwable cause) {
    super(message, cause);
  }
}
