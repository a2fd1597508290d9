package dev.serai.hub;

import dev.serai.ledger.Polls;
import dev.serai.source.poll.PollMemory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What pollers remember, in the ledger. */
final class PollLedger implements PollMemory {

  private final Polls polls;

  PollLedger(Polls polls) {
    this.polls = polls;
  }

  @Override
  public Optional<Known> find(String connector) {
    return polls.find(connector).map(poll -> new Known(poll.dueAt(), poll.state()));
  }

  @Override
  public CompletionStage<Boolean> claim(String connector, Instant found, Instant until) {
    return polls.claim(connector, found, until);
  }

  @Override
  public CompletionStage<Void> save(String connector, Instant due, String state, boolean whole) {
    return polls.save(connector, due, state, whole);
  }

  @Override
  public Map<String, Entry> known(String connector, List<String> ids) {
    Map<String, Entry> known = new HashMap<>();
    polls
        .known(connector, ids)
        .forEach((id, entry) -> known.put(id, new Entry(entry.mark(), entry.seenAt())));
    return known;
  }

  @Override
  public CompletionStage<Void> remember(String connector, String id, String mark) {
    return polls.remember(connector, id, mark);
  }
}
