package dev.serai.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What was polled, when it is due again, and which of its entries are known. */
public final class Polls {

  /**
   * How a connector's polling stands.
   *
   * @param dueAt when the next poll may begin; the hub that moved it there is polling until then
   * @param state the poller's own text
   */
  public record Poll(Instant dueAt, String state) {}

  /**
   * A known entry.
   *
   * @param mark what it looked like
   * @param seenAt when it was last remembered
   */
  public record Entry(String mark, Instant seenAt) {}

  private static final int ASKED_AT_ONCE = 200;
  private static final int TRIMMED_AT_ONCE = 3_000;

  private final Writes writes;
  private final Readers readers;
  private final InstantSource clock;

  Polls(Writes writes, Readers readers, InstantSource clock) {
    this.writes = writes;
    this.readers = readers;
    this.clock = clock;
  }

  /** Blocks for one query. */
  public Optional<Poll> find(String connector) {
    return readers.read(
        session ->
            session.first(
                row -> new Poll(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)),
                "select due_at, state from poll where connector = ?",
                connector));
  }

  /**
   * Moves the due time; completes with false when somebody else has moved it.
   *
   * @param found when it was due, null when there was none
   */
  public CompletionStage<Boolean> claim(String connector, Instant found, Instant until) {
    return writes.submit(
        0,
        session ->
            found == null
                ? session.update(
                        "insert into poll (connector, due_at, read_at, state) values (?, ?, 0, '') on conflict do nothing",
                        connector,
                        until.toEpochMilli())
                    > 0
                : session.update(
                        "update poll set due_at = ? where connector = ? and due_at = ?",
                        until.toEpochMilli(),
                        connector,
                        found.toEpochMilli())
                    > 0);
  }

  /**
   * Ends a poll.
   *
   * @param read whether everything that there is was seen, so that what was not may be forgotten
   */
  public CompletionStage<Void> save(String connector, Instant due, String state, boolean read) {
    return writes.submit(
        state.length(),
        session -> {
          session.update(
              "update poll set due_at = ?, state = ?, read_at = case when ? = 1 then ? else read_at end where connector = ?",
              due.toEpochMilli(),
              state,
              read ? 1 : 0,
              clock.millis(),
              connector);
          return null;
        });
  }

  /** Those of the entries that are known; blocks for some queries. */
  public Map<String, Entry> known(String connector, List<String> ids) {
    Map<String, Entry> known = new HashMap<>();
    for (int from = 0; from < ids.size(); from += ASKED_AT_ONCE) {
      List<String> part = ids.subList(from, Math.min(ids.size(), from + ASKED_AT_ONCE));
      List<Object> arguments = new ArrayList<>();
      arguments.add(connector);
      arguments.addAll(part);
      // A part that is filled up asks for one id twice, and the statement stays the same.
      arguments.addAll(Collections.nCopies(ASKED_AT_ONCE - part.size(), part.get(0)));
      readers.read(
          session ->
              session.list(
                  row ->
                      known.put(
                          row.getString(1),
                          new Entry(row.getString(2), Instant.ofEpochMilli(row.getLong(3)))),
                  "select entry_id, mark, seen_at from poll_entry where connector = ? and entry_id in (?"
                      + ", ?".repeat(ASKED_AT_ONCE - 1)
                      + ")",
                  arguments.toArray()));
    }
    return known;
  }

  /** Remembers an entry as it looks now. */
  public CompletionStage<Void> remember(String connector, String id, String mark) {
    return writes.submit(
        0,
        session -> {
          session.update(
              "insert into poll_entry (connector, entry_id, mark, seen_at) values (?, ?, ?, ?) on conflict (connector, entry_id) do update set mark = excluded.mark, seen_at = excluded.seen_at",
              connector,
              id,
              mark,
              clock.millis());
          return null;
        });
  }

  /**
   * Forgets entries that were not there for so long before the last whole reading; at most 3,000 a
   * call. Completes with how many.
   */
  public CompletionStage<Integer> trim(Duration absent) {
    return writes.submit(
        0,
        session ->
            session.update(
                "delete from poll_entry where (connector, entry_id) in (select e.connector, e.entry_id from poll_entry e join poll p on p.connector = e.connector where e.seen_at < p.read_at - ? limit ?)",
                absent.toMillis(),
                TRIMMED_AT_ONCE));
  }
}
