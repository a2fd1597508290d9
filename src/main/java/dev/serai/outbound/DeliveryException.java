package dev.serai.outbound;

/** A subscriber could not be asked: no such host, an address that is off limits, no answer. */
public final class DeliveryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DeliveryException(String message, Throwable cause) {
    super(message, cause);
  }
}
