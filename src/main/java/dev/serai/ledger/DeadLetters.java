package dev.serai.ledger;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What was given up, kept until an operator redrives or purges it. */
public final class DeadLetters {

  DeadLetters() {}

  /**
   * Stores it; a second one for the same channel, group, position and time changes nothing.
   * Completes with its id.
   */
  public CompletionStage<Long> add(DeadLetter letter) {
    throw new UnsupportedOperationException();
  }

  /** Matching ones, lowest ids first; blocks for one query. */
  public List<DeadLetter> find(DeadLetterQuery query, long afterId, int limit) {
    throw new UnsupportedOperationException();
  }

  public long count(DeadLetterQuery query) {
    throw new UnsupportedOperationException();
  }

  /**
   * Marks it redriven and parks the delivery for its group, in one commit; false when it was
   * redriven or purged before.
   */
  public CompletionStage<Boolean> redrive(long id, ParkedDelivery delivery, Instant at) {
    throw new UnsupportedOperationException();
  }

  /** Deletes matching ones; completes with how many. */
  public CompletionStage<Integer> purge(DeadLetterQuery query) {
    throw new UnsupportedOperationException();
  }
}
