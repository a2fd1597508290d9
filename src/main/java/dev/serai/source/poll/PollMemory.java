package dev.serai.source.poll;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What outlives the process, shared by all hubs that poll the same things. */
public interface PollMemory {

  /** When a connector is due, and the poller's own text about it. */
  record Known(Instant dueAt, String state) {}

  /** What an entry looked like, and when it was last seen. */
  record Entry(String mark, Instant seenAt) {}

  /** Blocks. */
  Optional<Known> find(String connector);

  /** Completes with false when another hub was faster; {@code found} may be null. */
  CompletionStage<Boolean> claim(String connector, Instant found, Instant until);

  /**
   * Ends the claim.
   *
   * @param whole whether every entry that there is was seen
   */
  CompletionStage<Void> save(String connector, Instant due, String state, boolean whole);

  /** Those of the ids that are known; blocks. */
  Map<String, Entry> known(String connector, List<String> ids);

  CompletionStage<Void> remember(String connector, String id, String mark);
}
