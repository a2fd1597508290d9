package dev.serai.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Deliveries that wait. All writes are durable when their stage completes and are applied in the
 * order of the calls. Times are kept in milliseconds, {@code notBefore} rounded up.
 */
public final class ParkedDeliveries {

  private static final String OF_GROUP =
      " where p.channel_id = (select id from channel where name = ?) and p.group_name = ?";
  private static final String DUE =
      ParkedRows.SELECT
          + OF_GROUP
          + " and p.head = 1 and p.not_before <= ? order by p.not_before, p.id limit ?";
  private static final String FREE =
      ParkedRows.SELECT
          + OF_GROUP
          + " and p.head = 1 and p.not_before <= ? and (p.hub_id is null or p.hub_id = ?) order by p.not_before, p.id limit ?";
  private static final String TAKE = "update parked set hub_id = ? where id = ?";
  private static final String GIVE_BACK =
      "update parked set hub_id = null where id = ? and hub_id = ?";
  private static final String COUNT_AMONG =
      "select p.order_key, count(*) from parked p" + OF_GROUP + " and p.order_key in (";
  private static final String NEXT =
      "select min(p.not_before) from parked p" + OF_GROUP + " and p.head = 1 and p.not_before > ?";
  private static final String COUNT =
      "select coalesce(p.order_key, ''), count(*) from parked p"
          + OF_GROUP
          + " group by p.order_key";
  private static final String PAGE =
      ParkedRows.SELECT + OF_GROUP + " and p.id > ? order by p.id limit ?";
  private static final String HISTORY = "select attempts, history from parked where id = ?";
  private static final String RETRY =
      "update parked set attempts = ?, history = ?, not_before = ?, exhausted = ? where id = ?";

  private static final String POSTPONE = "update parked set not_before = ? where id = ?";

  /**
   * What a hub has taken.
   *
   * @param tenure under which it is the hub's, for {@link Hubs#holds}
   */
  public record Claimed(List<ParkedDelivery> deliveries, long tenure) {

    public Claimed {
      deliveries = List.copyOf(deliveries);
    }
  }

  private final Writes writes;
  private final Readers readers;
  private final Channels channels;
  private final Hubs hubs;

  ParkedDeliveries(Writes writes, Readers readers, Channels channels, Hubs hubs) {
    this.writes = writes;
    this.readers = readers;
    this.channels = channels;
    this.hubs = hubs;
  }

  /** Parks all, soon; one whose channel, group and position is parked already is left as it is. */
  public CompletionStage<Void> park(List<ParkedDelivery> deliveries) {
    return park(deliveries, false);
  }

  /**
   * As {@link #park}, for deliveries whose position is the event's {@code seq} in the event log:
   * their rows refer to it instead of holding a copy.
   */
  public CompletionStage<Void> parkLogged(List<ParkedDelivery> deliveries) {
    return park(deliveries, true);
  }

  private CompletionStage<Void> park(List<ParkedDelivery> deliveries, boolean logged) {
    List<ParkedDelivery> all = List.copyOf(deliveries);
    return writes.submitLazy(
        ParkedRows.bytes(all),
        session -> {
          for (ParkedDelivery delivery : all) {
            ParkedRows.insert(session, channels, delivery, logged);
          }
          return null;
        });
  }

  /**
   * What may run now: {@code notBefore} has come and, where a key is set, nothing of that key has a
   * lower id. Longest due first, then lowest ids; blocks for one query.
   *
   * @param skip ids that are running already
   */
  public List<ParkedDelivery> due(
      String channel, String group, Instant now, int limit, Set<Long> skip) {
    return readers.read(
        session -> {
          List<ParkedDelivery> due = new ArrayList<>();
          try (ResultSet row =
              session.query(DUE, channel, group, now.toEpochMilli(), limit + skip.size())) {
            while (due.size() < limit && row.next()) {
              if (!skip.contains(row.getLong(1))) {
                due.add(ParkedRows.map(row));
              }
            }
          }
          return due;
        });
  }

  /**
   * As {@link #due}, and no other hub gets them until they are settled, tried again later or given
   * back, or until this hub's tenure ends. What this hub has taken already is found again unless it
   * is skipped. Blocks for one write where hubs share the ledger.
   */
  public Claimed claim(String channel, String group, Instant now, int limit, Set<Long> skip) {
    if (!hubs.shared()) {
      return new Claimed(due(channel, group, now, limit, skip), 0);
    }
    return Stages.joined(
        writes.submit(0, session -> claim(session, channel, group, now, limit, skip)));
  }

  private Claimed claim(
      Session session, String channel, String group, Instant now, int limit, Set<Long> skip)
      throws SQLException {
    long me = hubs.enter(session);
    List<ParkedDelivery> free = new ArrayList<>();
    try (ResultSet row =
        session.query(FREE, channel, group, now.toEpochMilli(), me, limit + skip.size())) {
      while (free.size() < limit && row.next()) {
        if (!skip.contains(row.getLong(1))) {
          free.add(ParkedRows.map(row));
        }
      }
    }
    PreparedStatement take = session.prepared(TAKE);
    for (ParkedDelivery delivery : free) {
      take.setLong(1, me);
      take.setLong(2, delivery.id());
      session.run(take);
    }
    return new Claimed(free, me);
  }

  /** Lets other hubs have what this one has taken and not begun. */
  public CompletionStage<Void> giveBack(Collection<Long> ids) {
    if (!hubs.shared() || ids.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    List<Long> all = List.copyOf(ids);
    return writes.submit(
        0,
        session -> {
          for (long id : all) {
            session.update(GIVE_BACK, id, hubs.tenure());
          }
          return null;
        });
  }

  /**
   * Records a failed attempt and when to try again; one that was recorded already changes nothing.
   * False when the delivery is another hub's, or gone.
   */
  public CompletionStage<Boolean> retry(
      long id, Attempt attempt, Instant notBefore, boolean exhausted) {
    return writes.submit(
        0,
        session -> {
          record Before(int attempts, List<Attempt> history) {}
          Optional<Before> before =
              session.first(
                  row -> new Before(row.getInt(1), HistoryText.read(row.getString(2))),
                  hubs.shared() ? HISTORY + ParkedRows.NOT_OTHERS : HISTORY,
                  ofThisHub(id));
          if (before.isEmpty()) {
            return false;
          }
          if (before.get().attempts() < attempt.number()) {
            List<Attempt> history = new ArrayList<>(before.get().history());
            history.add(attempt);
            session.update(
                RETRY,
                before.get().attempts() + 1,
                HistoryText.write(history),
                Millis.notBefore(notBefore),
                exhausted ? 1 : 0,
                id);
          }
          if (hubs.shared() && !exhausted) {
            session.update(GIVE_BACK, id, hubs.tenure());
          }
          return true;
        });
  }

  private Object[] ofThisHub(long id) {
    return hubs.shared() ? new Object[] {id, hubs.tenure()} : new Object[] {id};
  }

  /** Moves the next attempt without counting one. False when the delivery is another hub's. */
  public CompletionStage<Boolean> postpone(long id, Instant notBefore) {
    return writes.submit(
        0,
        session -> {
          long millis = Millis.notBefore(notBefore);
          if (!hubs.shared()) {
            return session.update(POSTPONE, millis, id) > 0;
          }
          boolean ours =
              session.update(POSTPONE + ParkedRows.NOT_OTHERS, millis, id, hubs.tenure()) > 0;
          session.update(GIVE_BACK, id, hubs.tenure());
          return ours;
        });
  }

  /** Forgets a delivery that succeeded or was dead-lettered. */
  public CompletionStage<Settled> settle(long id) {
    return writes.submit(0, session -> ParkedRows.delete(session, id, hubs));
  }

  /**
   * How many are parked of each of these keys; keys of which there are none are left out. Blocks
   * for one query.
   */
  public Map<String, Integer> countAmong(String channel, String group, Collection<String> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    List<Object> arguments = new ArrayList<>(List.of(channel, group));
    arguments.addAll(keys);
    // Few different statements, which stay prepared: lists are filled up to a power of two.
    int marks = Math.max(1, Integer.highestOneBit(keys.size() * 2 - 1));
    while (arguments.size() < marks + 2) {
      arguments.add(arguments.get(arguments.size() - 1));
    }
    String sql = COUNT_AMONG + "?, ".repeat(marks - 1) + "?) group by p.order_key";
    return readers.read(
        session -> {
          Map<String, Integer> counts = new HashMap<>();
          try (ResultSet row = session.query(sql, arguments.toArray())) {
            while (row.next()) {
              counts.put(row.getString(1), row.getInt(2));
            }
          }
          return counts;
        });
  }

  /**
   * How many are parked per key; deliveries without a key are counted under the empty text. Blocks
   * for one query.
   */
  public Map<String, Integer> countByKey(String channel, String group) {
    return readers.read(
        session -> {
          Map<String, Integer> counts = new HashMap<>();
          try (ResultSet row = session.query(COUNT, channel, group)) {
            while (row.next()) {
              counts.merge(row.getString(1), row.getInt(2), Integer::sum);
            }
          }
          return counts;
        });
  }

  /** When the next one may run that cannot run yet; empty when none waits for time. */
  public Optional<Instant> nextDue(String channel, String group, Instant after) {
    return readers.read(
        session ->
            session.first(
                row -> {
                  long next = row.getLong(1);
                  return row.wasNull() ? null : Instant.ofEpochMilli(next);
                },
                NEXT,
                channel,
                group,
                after.toEpochMilli()));
  }

  /** A page for operators, lowest ids first. */
  public List<ParkedDelivery> list(String channel, String group, long afterId, int limit) {
    return readers.read(
        session -> session.list(ParkedRows::map, PAGE, channel, group, afterId, limit));
  }
}
