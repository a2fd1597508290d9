package dev.serai.ledger;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Replays under way and past, so that one survives a restart. */
public final class Replays {

  Replays() {}

  public CompletionStage<Long> start(Replay replay) {
    throw new UnsupportedOperationException();
  }

  /** Parks the deliveries and moves the replay's cursor, in one commit. */
  public CompletionStage<Void> advance(
      long id, List<ParkedDelivery> deliveries, long cursor, String state) {
    throw new UnsupportedOperationException();
  }

  public List<Replay> running() {
    throw new UnsupportedOperationException();
  }

  public List<Replay> all() {
    throw new UnsupportedOperationException();
  }
}
