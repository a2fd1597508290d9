package dev.serai.manage.view;

import dev.serai.ledger.DeadLetter;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.List;

/**
 * A delivery that was given up.
 *
 * @param route null when unknown
 * @param key null without one
 * @param redrivenAt null while it was not sent again
 * @param event in the CloudEvents JSON format
 */
public record DeadLetterView(
    long id,
    Instant at,
    String reason,
    String channel,
    String group,
    String route,
    String key,
    String position,
    Instant redrivenAt,
    List<AttemptView> attempts,
    CloudEvent event) {

  public static DeadLetterView of(DeadLetter letter) {
    return new DeadLetterView(
        letter.id(),
        letter.at(),
        letter.reason(),
        letter.channel(),
        letter.group(),
        letter.route(),
        letter.key(),
        letter.position(),
        letter.redrivenAt(),
        AttemptView.of(letter.history()),
        letter.event());
  }
}
