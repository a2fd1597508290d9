package dev.serai.ledger;

import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.List;

/**
 * A delivery that was given up.
 *
 * @param id given by the ledger; 0 before it is stored
 * @param reason {@code attempts-exhausted} or {@code poison}, or what an operator wrote
 * @param route the route's id, or null
 * @param history every failed attempt, oldest first; the last one tells the cause
 * @param redrivenAt when it was sent again, null while it was not
 */
public record DeadLetter(
    long id,
    String channel,
    String group,
    String route,
    String position,
    String key,
    CloudEvent event,
    String reason,
    Instant at,
    List<Attempt> history,
    Instant redrivenAt) {

  public DeadLetter {
    history = List.copyOf(history);
  }

  /** The same with the id that the ledger gave. */
  public DeadLetter withId(long given) {
    return new DeadLetter(
        given, channel, group, route, position, key, event, reason, at, history, redrivenAt);
  }
}
