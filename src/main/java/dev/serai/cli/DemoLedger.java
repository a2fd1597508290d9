package dev.serai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.EventQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.StoredEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the ledger remembers of the demo. */
record DemoLedger(
    List<StoredEvent> events,
    List<StoredEvent> archived,
    List<StoredEvent> healed,
    List<DeadLetter> deadLetters) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ALL = 10_000;

  static DemoLedger read(Ledger ledger) {
    return new DemoLedger(
        channel(ledger, "ci.events"),
        channel(ledger, "demo.archive"),
        channel(ledger, "demo.healed"),
        ledger.deadLetters().find(DeadLetterQuery.all(), 0, ALL));
  }

  private static List<StoredEvent> channel(Ledger ledger, String name) {
    EventQuery query = new EventQuery(name, null, null, Set.of(), null, null, null);
    return ledger.events().find(query, 0, ALL);
  }

  int delivered() {
    return archived.size() + healed.size();
  }

  /** Failed attempts that were followed by another one. */
  int retried() {
    int healedAfter = healed.stream().mapToInt(e -> data(e).path("attempt").asInt() - 1).sum();
    return healedAfter + deadLetters.stream().mapToInt(d -> d.history().size() - 1).sum();
  }

  /**
   * Deliveries that are neither done nor given up: of each event one to the archive, of failures
   * one to the healer.
   */
  int lost() {
    Set<String> missing = ids(events);
    missing.removeAll(ids(archived));
    Set<String> unhealed =
        ids(events.stream().filter(e -> e.event().getType().equals("pipeline.failed")).toList());
    healed.forEach(e -> unhealed.remove(data(e).path("healed").asText()));
    deadLetters.forEach(d -> unhealed.remove(d.event().getId()));
    return missing.size() + unhealed.size();
  }

  private static Set<String> ids(List<StoredEvent> events) {
    Set<String> ids = new HashSet<>();
    events.forEach(e -> ids.add(e.event().getId()));
    return ids;
  }

  private static JsonNode data(StoredEvent stored) {
    try {
      return JSON.readTree(stored.event().getData().toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
