package dev.serai.ledger;

import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.List;

/**
 * A delivery that waits in the ledger: to be tried again, behind an earlier one of its key, or as
 * part of a redrive or replay. Its event stays with it: retention makes a copy of what it trims.
 *
 * @param id given by the ledger, rising in the order of parking; 0 before it is parked
 * @param position the delivery's {@code position()} on its channel; parking the same position again
 *     changes nothing
 * @param key the partition key when the group is ordered, else null; per key only the lowest id may
 *     run
 * @param attempts failures so far
 * @param notBefore earliest time of the next attempt
 * @param exhausted true when only the dead letter is still to be written: the processor must not be
 *     called again
 */
public record ParkedDelivery(
    long id,
    String channel,
    String group,
    String position,
    String key,
    CloudEvent event,
    Origin origin,
    int attempts,
    Instant notBefore,
    boolean exhausted,
    List<Attempt> history) {

  /** Why it is parked. */
  public enum Origin {
    /** It came from the bus. */
    BUS,
    /** A dead letter that was sent again. */
    REDRIVE,
    /** An event of the log, replayed. */
    REPLAY
  }

  public ParkedDelivery {
    history = List.copyOf(history);
  }
}
