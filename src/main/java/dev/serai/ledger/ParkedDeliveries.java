package dev.serai.ledger;

import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private final Writes writes;
  private final Readers readers;
  private final Channels channels;

  ParkedDeliveries(Writes writes, Readers readers, Channels channels) {
    this.writes = writes;
    this.readers = readers;
    this.channels = channels;
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

  /** Records a failed attempt and when to try again. */
  public CompletionStage<Void> retry(
      long id, Attempt attempt, Instant notBefore, boolean exhausted) {
    return writes.submit(
        0,
        session -> {
          record Before(int attempts, List<Attempt> history) {}
          Optional<Before> before =
              session.first(
                  row -> new Before(row.getInt(1), HistoryText.read(row.getString(2))),
                  HISTORY,
                  id);
          if (before.isPresent()) {
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
          return null;
        });
  }

  /** Moves the next attempt without counting one. */
  public CompletionStage<Void> postpone(long id, Instant notBefore) {
    return writes.submit(
        0,
        session -> {
          session.update(
              "update parked set not_before = ? where id = ?", Millis.notBefore(notBefore), id);
          return null;
        });
  }

  /** Forgets a delivery that succeeded or was dead-lettered. */
  public CompletionStage<Void> settle(long id) {
    return writes.submit(
        0,
        session -> {
          ParkedRows.delete(session, id);
          return null;
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
