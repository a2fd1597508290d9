package dev.serai.bus.servicebus.twin;

/** Where messages are sent to: a queue, or a topic. For the loop's thread only. */
interface Destination {

  /** Takes the message; gives its sequence number. */
  long take(Letter letter, long enqueuedAt);

  boolean cancel(long sequence);
}
