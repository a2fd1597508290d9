package dev.serai.manage.view;

import dev.serai.ledger.SeenIds;
import java.time.Instant;

/** A delivery that was let in and gave no event. */
public record IgnoredView(
    String connector, String deliveryId, String event, String reason, Instant at) {

  public static IgnoredView of(SeenIds.Ignored ignored) {
    return new IgnoredView(
        ignored.connector(), ignored.deliveryId(), ignored.event(), ignored.reason(), ignored.at());
  }
}
