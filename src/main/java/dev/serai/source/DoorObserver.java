package dev.serai.source;

import java.time.Duration;

/** Told of every answer, on an event loop thread: must be quick, and must not throw or block. */
@FunctionalInterface
public interface DoorObserver {

  DoorObserver NONE = (connector, reason, status, took, bytes) -> {};

  /**
   * One request came to its end.
   *
   * @param connector its name; empty when the request reached none
   * @param status as sent; 499 when the sender had gone
   * @param took from the complete request head to the answer
   * @param bytes of the body as far as it was read
   */
  void answered(String connector, DoorReason reason, int status, Duration took, long bytes);
}
