package dev.serai.delivery;

import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies of an event that differ in one thing. */
final class Edited {

  private Edited() {}

  static CloudEvent withExtension(CloudEvent event, String name, String value) {
    HubEvent hub = HubEvent.copyOf(event);
    Map<String, Object> extensions = new LinkedHashMap<>(hub.extensions());
    extensions.put(name, value);
    return copy(hub, extensions, hub.data());
  }

  static CloudEvent withData(CloudEvent event, byte[] data) {
    HubEvent hub = HubEvent.copyOf(event);
    return copy(hub, new LinkedHashMap<>(hub.extensions()), data);
  }

  private static CloudEvent copy(HubEvent event, Map<String, Object> extensions, byte[] data) {
    return HubEvent.restore(
        event.getId(),
        event.source(),
        event.getType(),
        event.getSubject(),
        event.time(),
        event.getDataContentType(),
        event.dataSchema(),
        extensions,
        data);
  }
}
