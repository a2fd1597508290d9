package dev.serai.normalize;

import dev.serai.event.HubEvent;
import dev.serai.event.HubEventBuilder;
import dev.serai.event.MediaType;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes other events of events: a normalizer takes each one's data as the message, its type as the
 * event's name and its attributes as headers {@code ce-<name>}. Safe for all threads.
 */
public final class EventNormalizer {

  private final Normalizer normalizer;

  public EventNormalizer(Normalizer normalizer) {
    this.normalizer = normalizer;
  }

  /**
   * What comes of each, with the extensions it had; an event that the normalizer ignores, or whose
   * data is no JSON, stays as it is. Throws {@link MalformedMessageException}.
   *
   * @param connector where they came in
   */
  public List<CloudEvent> normalize(String connector, List<CloudEvent> events) {
    List<CloudEvent> made = new ArrayList<>(events.size());
    for (CloudEvent event : events) {
      HubEvent checked = HubEvent.copyOf(event);
      Normalized normalized =
          isJson(checked) ? normalizer.normalize(raw(connector, checked)) : null;
      if (normalized instanceof Normalized.Events several) {
        several.events().forEach(one -> made.add(extended(one, checked)));
      } else {
        made.add(checked);
      }
    }
    return made;
  }

  private static boolean isJson(HubEvent event) {
    return event.getData() != null
        && event.getDataContentType() != null
        && MediaType.parse(event.getDataContentType()).isJson();
  }

  private static RawMessage raw(String connector, HubEvent event) {
    Map<String, String> headers = new HashMap<>();
    put(headers, "source", event.getSource());
    put(headers, "subject", event.getSubject());
    put(headers, "time", event.time());
    event.getExtensionNames().forEach(name -> put(headers, name, event.getExtension(name)));
    return new RawMessage(
        connector,
        event.getId(),
        event.getType(),
        headers,
        event.getData().toBytes(),
        event.getTime() == null ? Instant.now() : event.getTime().toInstant());
  }

  private static void put(Map<String, String> headers, String name, Object value) {
    if (value != null) {
      headers.put("ce-" + name, value.toString());
    }
  }

  private static CloudEvent extended(CloudEvent made, CloudEvent event) {
    Map<String, Object> missing = new HashMap<>();
    for (String name : event.getExtensionNames()) {
      if (made.getExtension(name) == null) {
        missing.put(name, event.getExtension(name));
      }
    }
    if (missing.isEmpty()) {
      return made;
    }
    HubEventBuilder builder = HubEvent.builder(made);
    missing.forEach(builder::extension);
    return builder.build();
  }
}
