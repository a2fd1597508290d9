package dev.serai.delivery;

import io.cloudevents.CloudEvent;

/**
 * Handles one event at a time for each of its callers; called on a delivery thread, where it may
 * block.
 */
@FunctionalInterface
public interface EventHandler {

  /**
   * Handles the event and then calls exactly one method of {@code done}, once, now or later, from
   * any thread. An exception thrown counts as {@code done.failed}.
   *
   * @param attempt 1 for the first call, counting failures only
   */
  void handle(CloudEvent event, int attempt, Done done);

  /** Tells how it ended. */
  interface Done {

    void succeeded();

    void failed(Failure failure);
  }
}
