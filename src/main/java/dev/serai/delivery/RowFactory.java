package dev.serai.delivery;

import dev.serai.bus.GroupSpec;
import dev.serai.event.Extensions;
import dev.serai.ledger.Attempt;
import dev.serai.ledger.ParkedDelivery;
import dev.serai.ledger.ParkedDelivery.Origin;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.List;

/** Makes the rows that a group parks. */
final class RowFactory {

  private final GroupSpec group;
  private final SteadyClock clock;

  RowFactory(GroupSpec group, SteadyClock clock) {
    this.group = group;
    this.clock = clock;
  }

  /** Not tried yet: it waits behind its key. */
  ParkedDelivery behind(Call call) {
    return row(call.position(), call.event, Origin.BUS, clock.now(), false, List.of());
  }

  ParkedDelivery failed(Call call, Instant notBefore, boolean exhausted, List<Attempt> history) {
    return row(call.position(), call.event, Origin.BUS, notBefore, exhausted, history);
  }

  /** Comes from the event log or from the dead letters, as if for the first time. */
  ParkedDelivery again(String position, CloudEvent event, Origin origin) {
    return row(position, event, origin, clock.now(), false, List.of());
  }

  /** Whose order an event keeps in this group; null for nobody's. */
  static String key(GroupSpec group, CloudEvent event) {
    return group.ordered() ? Extensions.partitionKey(event) : null;
  }

  private ParkedDelivery row(
      String position,
      CloudEvent event,
      Origin origin,
      Instant notBefore,
      boolean exhausted,
      List<Attempt> history) {
    return new ParkedDelivery(
        0,
        group.channel(),
        group.name(),
        position,
        key(group, event),
        event,
        origin,
        history.size(),
        notBefore,
        exhausted,
        history);
  }
}
