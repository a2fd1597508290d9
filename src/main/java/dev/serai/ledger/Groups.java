package dev.serai.ledger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Groups of the embedded bus: where each stands on its channel. */
public final class Groups {

  /** One row. */
  public record Group(String channel, String name, GroupProgress progress) {}

  Groups() {}

  /**
   * Makes the group unless it exists; {@code earliest} starts before the oldest kept event, else
   * after the newest.
   */
  public CompletionStage<Void> create(String channel, String name, boolean earliest) {
    throw new UnsupportedOperationException();
  }

  public Optional<GroupProgress> progress(String channel, String name) {
    throw new UnsupportedOperationException();
  }

  /** Stores progress; the cursor never moves back. */
  public CompletionStage<Void> save(String channel, String name, GroupProgress progress) {
    throw new UnsupportedOperationException();
  }

  /** Events after the group's durable cursor that are not settled; blocks for one query. */
  public long unsettled(String channel, String name) {
    throw new UnsupportedOperationException();
  }

  public List<Group> all() {
    throw new UnsupportedOperationException();
  }

  /** Forgets a group that no route consumes any more, with its parked deliveries. */
  public CompletionStage<Boolean> remove(String channel, String name) {
    throw new UnsupportedOperationException();
  }
}
