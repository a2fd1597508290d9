package dev.serai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.event.Extensions;
import dev.serai.event.JsonEvents;
import dev.serai.ledger.StoredEvent;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Events as commands show them. */
final class EventView {

  private static final ObjectMapper JSON = new ObjectMapper();

  private EventView() {}

  static String line(StoredEvent stored) {
    CloudEvent event = stored.event();
    return "%8d  %-24s  %-20s  %-28s  %s  %s"
        .formatted(
            stored.seq(),
            stored.recordedAt(),
            stored.channel(),
            event.getType(),
            Objects.toString(event.getExtension(Extensions.PARTITION_KEY), "-"),
            event.getId());
  }

  static Map<String, Object> json(StoredEvent stored) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("seq", stored.seq());
    view.put("channel", stored.channel());
    view.put("recordedAt", stored.recordedAt().toString());
    view.put("event", json(stored.event()));
    return view;
  }

  /** The CloudEvents JSON format. */
  static JsonNode json(CloudEvent event) {
    try {
      return JSON.readTree(JsonEvents.write(event));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
