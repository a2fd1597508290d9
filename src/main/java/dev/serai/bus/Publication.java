package dev.serai.bus;

import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Objects;

/**
 * Events that go to one channel together: all of them or none.
 *
 * @param once when true, an event whose {@code source} and {@code id} the channel has taken before
 *     is left out
 */
public record Publication(String channel, List<CloudEvent> events, boolean once) {

  public Publication {
    Objects.requireNonNull(channel, "channel");
    events = List.copyOf(events);
    if (events.isEmpty()) {
      throw new IllegalArgumentException(
          "a publication to channel '" + channel + "' needs at least one event");
    }
  }

  public static Publication of(String channel, CloudEvent event) {
    return new Publication(channel, List.of(event), false);
  }
}
