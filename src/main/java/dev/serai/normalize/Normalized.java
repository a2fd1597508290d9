package dev.serai.normalize;

import io.cloudevents.CloudEvent;
import java.util.List;

/** What a normalizer made of a message. */
public sealed interface Normalized {

  /** One or more events that belong together. */
  record Events(List<CloudEvent> events) implements Normalized {
    public Events {
      events = List.copyOf(events);
    }
  }

  /** Valid, but of no interest; the reason is for the record. */
  record Ignored(String reason) implements Normalized {}
}
