package dev.serai.hub;

import dev.serai.delivery.Redrive;
import dev.serai.delivery.Replayer;
import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The extensions by which this hub marks its own redrives and replays. Those of another hub say
 * nothing here, and a sender must not pass its events off as redriven; refusing them would keep
 * events out that another hub relays.
 */
final class HubMarks {

  private static final Set<String> NAMES = Set.of(Redrive.EXTENSION, Replayer.EXTENSION);

  private HubMarks() {}

  /** The same events, without the marks. */
  static List<CloudEvent> strip(List<CloudEvent> events) {
    return events.stream().anyMatch(HubMarks::isMarked)
        ? events.stream().map(each -> isMarked(each) ? strip(each) : each).toList()
        : events;
  }

  private static boolean isMarked(CloudEvent event) {
    return NAMES.stream().anyMatch(name -> event.getExtension(name) != null);
  }

  private static CloudEvent strip(CloudEvent marked) {
    HubEvent event = HubEvent.copyOf(marked);
    Map<String, Object> others = new LinkedHashMap<>(event.extensions());
    others.keySet().removeAll(NAMES);
    return HubEvent.restore(
        event.getId(),
        event.source(),
        event.getType(),
        event.getSubject(),
        event.time(),
        event.getDataContentType(),
        event.dataSchema(),
        others,
        event.data());
  }
}
