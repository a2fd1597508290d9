package dev.serai.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Ids that must not be taken twice. */
public final class SeenIds {

  /** An answered delivery that gave no event. */
  public record Ignored(
      String connector, String deliveryId, String event, String reason, Instant at) {}

  private static final int TRIMMED_AT_ONCE = 3_000;
  private static final List<String> TRIMS =
      List.of(
          "delete from seen_event where (channel_id, source, event_id) in (select channel_id, source, event_id from seen_event where seen_at < ? order by seen_at limit ?)",
          "delete from seen_id where (scope, id) in (select scope, id from seen_id where seen_at < ? order by seen_at limit ?)",
          "delete from ignored_delivery where (connector, delivery_id) in (select connector, delivery_id from ignored_delivery where at < ? order by at limit ?)");

  private static final String HOLDER =
      "select coalesce(hub_id, 0) from seen_id where scope = ? and id = ?";
  private static final String CLAIM =
      "insert into seen_id (scope, id, seen_at, hub_id) values (?, ?, ?, ?) on conflict do nothing";
  private static final String KEEP =
      "insert into seen_id (scope, id, seen_at) values (?, ?, ?) on conflict (scope, id) do update set hub_id = null";
  private static final String GIVE_BACK =
      "delete from seen_id where scope = ? and id = ? and hub_id = ?";

  private final Writes writes;
  private final Readers readers;
  private final Hubs hubs;
  private final InstantSource clock;

  SeenIds(Writes writes, Readers readers, Hubs hubs, InstantSource clock) {
    this.writes = writes;
    this.readers = readers;
    this.hubs = hubs;
    this.clock = clock;
  }

  /** Remembers; completes with false when it was there already. */
  public CompletionStage<Boolean> remember(String scope, String id) {
    return writes.submit(
        0,
        session ->
            session.update(
                    "insert into seen_id (scope, id, seen_at) values (?, ?, ?) on conflict do nothing",
                    scope,
                    id,
                    clock.millis())
                > 0);
  }

  /**
   * Finds out which of these were never remembered, and keeps other hubs from them until {@link
   * #keep} or {@link #giveBack}. Completes with nothing, and has taken none, while another hub is
   * at one of them. May block for some queries.
   */
  public CompletionStage<Optional<Set<String>>> claim(String scope, Set<String> ids) {
    if (hubs.shared()) {
      return writes.submit(0, session -> claim(session, scope, ids));
    }
    Set<String> fresh = new LinkedHashSet<>();
    for (String id : ids) {
      if (!contains(scope, id)) {
        fresh.add(id);
      }
    }
    return CompletableFuture.completedFuture(Optional.of(fresh));
  }

  private Optional<Set<String>> claim(Session session, String scope, Set<String> ids)
      throws SQLException {
    long me = hubs.enter(session);
    Set<String> fresh = new LinkedHashSet<>();
    for (String id : ids) {
      Optional<Long> holder = session.first(row -> row.getLong(1), HOLDER, scope, id);
      if (holder.isEmpty()) {
        fresh.add(id);
      } else if (holder.get() != 0 && holder.get() != me) {
        return Optional.empty();
      } else if (holder.get() == me) {
        // An earlier try of this hub whose answer was lost: nobody else could publish it.
        fresh.add(id);
      }
    }
    for (String id : fresh) {
      session.update(CLAIM, scope, id, clock.millis(), me);
    }
    return Optional.of(fresh);
  }

  /** They are published. */
  public CompletionStage<Void> keep(String scope, Set<String> ids) {
    return writes.submit(
        0,
        session -> {
          for (String id : ids) {
            session.update(KEEP, scope, id, clock.millis());
          }
          return null;
        });
  }

  /** They are not published: whoever has them may try again. */
  public CompletionStage<Void> giveBack(String scope, Set<String> ids) {
    if (!hubs.shared()) {
      return CompletableFuture.completedFuture(null);
    }
    return writes.submit(
        0,
        session -> {
          for (String id : ids) {
            session.update(GIVE_BACK, scope, id, hubs.tenure());
          }
          return null;
        });
  }

  /** Whether it was remembered; blocks for one query. */
  public boolean contains(String scope, String id) {
    return readers.read(
        session ->
            session
                .first(row -> true, "select 1 from seen_id where scope = ? and id = ?", scope, id)
                .isPresent());
  }

  /** Records that a delivery was accepted and gave no event; the same one twice is kept once. */
  public CompletionStage<Void> ignored(Ignored delivery) {
    return writes.submit(
        0,
        session -> {
          session.update(
              "insert into ignored_delivery (connector, delivery_id, event, reason, at) values (?, ?, ?, ?, ?) on conflict do nothing",
              delivery.connector(),
              delivery.deliveryId(),
              delivery.event(),
              delivery.reason(),
              delivery.at().toEpochMilli());
          return null;
        });
  }

  /** Newest first. */
  public List<Ignored> ignored(Optional<String> connector, int limit) {
    Where where = new Where().given("connector = ?", connector.orElse(null));
    return readers.read(
        session ->
            session.list(
                row ->
                    new Ignored(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Instant.ofEpochMilli(row.getLong(5))),
                where.sql(
                    "select connector, delivery_id, event, reason, at from ignored_delivery",
                    " order by at desc limit ?"),
                where.arguments(limit)));
  }

  /**
   * Forgets what is older: event ids of the log, delivery ids, ignored deliveries; at most 10,000
   * rows a call. Completes with how many.
   */
  public CompletionStage<Integer> trim(Instant before) {
    return writes.submit(
        0,
        session -> {
          int trimmed = 0;
          for (String trim : TRIMS) {
            trimmed += session.update(trim, before.toEpochMilli(), TRIMMED_AT_ONCE);
          }
          return trimmed;
        });
  }
}
