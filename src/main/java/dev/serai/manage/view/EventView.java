package dev.serai.manage.view;

import dev.serai.ledger.StoredEvent;
import io.cloudevents.CloudEvent;
import java.time.Instant;

/**
 * An event of the log.
 *
 * @param event in the CloudEvents JSON format
 */
public record EventView(long seq, String channel, Instant recordedAt, CloudEvent event) {

  public static EventView of(StoredEvent stored) {
    return new EventView(stored.seq(), stored.channel(), stored.recordedAt(), stored.event());
  }
}
