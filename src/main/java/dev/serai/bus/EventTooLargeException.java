package dev.serai.bus;

/** An event is above the size this deployment carries; sending it again cannot help. */
public class EventTooLargeException extends BusException {

  public EventTooLargeException(String channel, String id, long bytes, int max) {
    super(
        "event '%s' for channel '%s' has %d bytes; this deployment carries at most %d (channels may hold less data, or raise maxEventBytes)"
            .formatted(id, channel, bytes, max),
        null);
  }

  /** The broker itself has refused the event; the message says so and the way out. */
  public EventTooLargeException(String message, Throwable cause) {
    super(message, cause);
  }
}
