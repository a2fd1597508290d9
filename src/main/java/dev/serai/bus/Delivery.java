package dev.serai.bus;

import io.cloudevents.CloudEvent;

/** One event on its way to one group. */
public interface Delivery {

  CloudEvent event();

  /**
   * Where the event stands on its channel: the same at every redelivery, unique within the channel,
   * and never one that another broker gives.
   */
  String position();

  /**
   * Tells that the handler is about to be called. False when another member may have the delivery
   * meanwhile: it must not be handled, and comes again. No I/O.
   */
  default boolean begin() {
    return true;
  }

  /**
   * Settles the delivery for its group: it will not come again. Asynchronous, idempotent, never
   * throws.
   */
  void ack();
}
