package dev.serai.event;

import io.cloudevents.CloudEvent;
import java.util.List;

/**
 * The CloudEvents JSON format 1.0.2, single and batch, strict in both directions. Data keeps every
 * byte but whitespace around a JSON value. Stateless and safe for all threads; no I/O.
 */
public final class JsonEvents {

  private JsonEvents() {}

  /** Reads one event. Throws {@link InvalidEventException}; never returns null. */
  public static CloudEvent read(byte[] json) {
    return JsonEventReader.one(json);
  }

  /**
   * Reads a batch; an empty array gives an empty list. Throws {@link InvalidEventException} naming
   * the member's index.
   */
  public static List<CloudEvent> readBatch(byte[] json) {
    return JsonEventReader.batch(json);
  }

  /**
   * Writes one event as compact JSON. Data that is no JSON value in spite of its type is written as
   * {@code data_base64}. Throws {@link InvalidEventException} as {@link #validate} does.
   */
  public static byte[] write(CloudEvent event) {
    return JsonEventWriter.one(HubEvent.copyOf(event));
  }

  /** Writes a JSON array; see {@link #write}. */
  public static byte[] writeBatch(List<CloudEvent> events) {
    return JsonEventWriter.batch(events.stream().map(HubEvent::copyOf).toList());
  }

  /**
   * Checks an event that was built in memory against every constraint of the specification. Throws
   * {@link InvalidEventException} naming attribute and rule. Data is not looked at.
   */
  public static void validate(CloudEvent event) {
    HubEvent.copyOf(event);
  }
}
