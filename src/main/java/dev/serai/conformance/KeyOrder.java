package dev.serai.conformance;

import dev.serai.delivery.EventHandler;
import dev.serai.delivery.Failure;
import dev.serai.event.Extensions;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler that fails by dice and watches that one key is never at two places at once. */
public final class KeyOrder implements EventHandler {

  private final int failPercent;
  private final Map<String, List<String>> settled = new ConcurrentHashMap<>();
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final Map<String, Boolean> busy = new ConcurrentHashMap<>();
  private final AtomicInteger overlaps = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  /**
   * @param failPercent how many of a hundred calls fail, always the same ones
   */
  public KeyOrder(int failPercent) {
    this.failPercent = failPercent;
  }

  @Override
  public void handle(CloudEvent event, int attempt, Done outcome) {
    String key = Extensions.partitionKey(event);
    if (busy.put(key, true) != null) {
      overlaps.incrementAndGet();
    }
    calls.merge(event.getId(), 1, Integer::sum);
    boolean fails =
        Math.floorMod((event.getId() + "/" + attempt).hashCode() * 31, 100) < failPercent;
    if (!fails) {
      settled.computeIfAbsent(key, k -> new ArrayList<>()).add(event.getId());
    }
    busy.remove(key);
    if (fails) {
      outcome.failed(Failure.of(new IllegalStateException("dice")));
    } else {
      done.incrementAndGet();
      outcome.succeeded();
    }
  }

  public int done() {
    return done.get();
  }

  public int overlaps() {
    return overlaps.get();
  }

  /** Ids by key, in the order in which they succeeded. */
  public Map<String, List<String>> settled() {
    return settled;
  }

  public int calls() {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
  }
}
