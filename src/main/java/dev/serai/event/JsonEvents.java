package dev.serai.event;

import io.cloudevents.CloudEvent;
import java.util.List;

/**
 * The CloudEvents JSON format 1.0.2, single and batch, strict in both directions. Stateless and
 * safe for all threads.
 */
public final class JsonEvents {

  private JsonEvents() {}

  /** Reads one event. Throws {@link InvalidEventException}; never returns null. */
  public static CloudEvent read(byte[] json) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads a batch; an empty array gives an empty list. Throws {@link InvalidEventException} naming
   * the member's index.
   */
  public static List<CloudEvent> readBatch(byte[] json) {
    throw new UnsupportedOperationException();
  }

  public static byte[] write(CloudEvent event) {
    throw new UnsupportedOperationException();
  }

  public static byte[] writeBatch(List<CloudEvent> events) {
    throw new UnsupportedOperationException();
  }

  /** Checks an event that was built in memory against every constraint of the specification. */
  public static void validate(CloudEvent event) {
    throw new UnsupportedOperationException();
  }
}
