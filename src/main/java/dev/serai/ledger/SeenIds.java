package dev.serai.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Ids that must not be taken twice. */
public final class SeenIds {

  /** An answered delivery that gave no event. */
  public record Ignored(
      String connector, String deliveryId, String event, String reason, Instant at) {}

  SeenIds() {}

  /** Remembers; completes with false when it was there already. */
  public CompletionStage<Boolean> remember(String scope, String id) {
    throw new UnsupportedOperationException();
  }

  /** Whether it was remembered; blocks for one query. */
  public boolean contains(String scope, String id) {
    throw new UnsupportedOperationException();
  }

  /** Records that a delivery was accepted and gave no event; the same one twice is kept once. */
  public CompletionStage<Void> ignored(Ignored delivery) {
    throw new UnsupportedOperationException();
  }

  /** Newest first. */
  public List<Ignored> ignored(Optional<String> connector, int limit) {
    throw new UnsupportedOperationException();
  }

  /** Forgets what is older; at most 10,000 rows a call. Completes with how many. */
  public CompletionStage<Integer> trim(Instant before) {
    throw new UnsupportedOperationException();
  }
}
