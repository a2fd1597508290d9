package dev.serai.manage.view;

import dev.serai.ledger.ParkedDelivery;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A delivery that waits.
 *
 * @param key null when the group is not ordered or the event has none
 * @param origin {@code bus}, {@code redrive} or {@code replay}
 * @param event in the CloudEvents JSON format
 */
public record ParkedView(
    long id,
    String channel,
    String group,
    String position,
    String key,
    String origin,
    Instant notBefore,
    boolean exhausted,
    List<AttemptView> attempts,
    CloudEvent event) {

  public static ParkedView of(ParkedDelivery parked) {
    return new ParkedView(
        parked.id(),
        parked.channel(),
        parked.group(),
        parked.position(),
        parked.key(),
        parked.origin().name().toLowerCase(Locale.ROOT),
        parked.notBefore(),
        parked.exhausted(),
        AttemptView.of(parked.history()),
        parked.event());
  }
}
