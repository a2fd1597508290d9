package dev.serai.source.poll;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A memory that outlives pollers, but not the test. */
final class TestMemory implements PollMemory {

  final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final Map<String, Known> polls = new HashMap<>();

  @Override
  public synchronized Optional<Known> find(String connector) {
    return Optional.ofNullable(polls.get(connector));
  }

  @Override
  public synchronized CompletionStage<Boolean> claim(
      String connector, Instant found, Instant until) {
    Known known = polls.get(connector);
    boolean mine = known == null ? found == null : known.dueAt().equals(found);
    if (mine) {
      polls.put(connector, new Known(until, known == null ? "" : known.state()));
    }
    return CompletableFuture.completedFuture(mine);
  }

  @Override
  public synchronized CompletionStage<Void> save(
      String connector, Instant due, String state, boolean whole) {
    polls.put(connector, new Known(due, state));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Map<String, Entry> known(String connector, List<String> ids) {
    Map<String, Entry> known = new HashMap<>(entries);
    known.keySet().retainAll(ids);
    return known;
  }

  @Override
  public CompletionStage<Void> remember(String connector, String id, String mark) {
    entries.put(id, new Entry(mark, Instant.EPOCH.plusSeconds(1_800_000_000)));
    return CompletableFuture.completedFuture(null);
  }
}
