package dev.serai.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Deliveries that wait. All writes are durable when their stage completes and are applied in the
 * order of the calls.
 */
public final class ParkedDeliveries {

  ParkedDeliveries() {}

  /** Parks all; one whose channel, group and position is parked already is left as it is. */
  public CompletionStage<Void> park(List<ParkedDelivery> deliveries) {
    throw new UnsupportedOperationException();
  }

  /**
   * What may run now: {@code notBefore} has come and, where a key is set, nothing of that key has a
   * lower id. Lowest ids first; blocks for one query.
   *
   * @param skip ids that are running already
   */
  public List<ParkedDelivery> due(
      String channel, String group, Instant now, int limit, java.util.Set<Long> skip) {
    throw new UnsupportedOperationException();
  }

  /** Records a failed attempt and when to try again. */
  public CompletionStage<Void> retry(
      long id, Attempt attempt, Instant notBefore, boolean exhausted) {
    throw new UnsupportedOperationException();
  }

  /** Moves the next attempt without counting one. */
  public CompletionStage<Void> postpone(long id, Instant notBefore) {
    throw new UnsupportedOperationException();
  }

  /** Forgets a delivery that succeeded or was dead-lettered. */
  public CompletionStage<Void> settle(long id) {
    throw new UnsupportedOperationException();
  }

  /**
   * How many are parked per key; deliveries without a key are counted under the empty text. Blocks
   * for one query.
   */
  public Map<String, Integer> countByKey(String channel, String group) {
    throw new UnsupportedOperationException();
  }

  /** When the next one may run that cannot run yet; empty when none waits for time. */
  public Optional<Instant> nextDue(String channel, String group, Instant after) {
    throw new UnsupportedOperationException();
  }

  /** A page for operators, lowest ids first. */
  public List<ParkedDelivery> list(String channel, String group, long afterId, int limit) {
    throw new UnsupportedOperationException();
  }
}
