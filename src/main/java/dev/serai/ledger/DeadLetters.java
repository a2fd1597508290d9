package dev.serai.ledger;

import dev.serai.event.HubEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What was given up, kept until an operator redrives or purges it. */
public final class DeadLetters {

  private static final Insert INSERT =
      new Insert(
          "dead_letter",
          "channel_id, group_name, route, position, order_key, reason, at, cause, history, redriven_at, "
              + EventColumns.NAMES,
          "on conflict do nothing");
  private static final String SAME =
      "select id from dead_letter where channel_id = ? and group_name = ? and position = ? and at = ?";
  private static final String PENDING =
      "select id from dead_letter where channel_id = ? and group_name = ? and position = ? and event_id = ? and source = ? and redriven_at is null order by id limit 1";
  private static final String SELECT =
      "select id, (select name from channel where id = channel_id), group_name, route, position, order_key, reason, at, history, redriven_at, %s from dead_letter"
          .formatted(EventColumns.NAMES);

  private final Writes writes;
  private final Readers readers;
  private final Channels channels;

  DeadLetters(Writes writes, Readers readers, Channels channels) {
    this.writes = writes;
    this.readers = readers;
    this.channels = channels;
  }

  /**
   * Stores it; a second one for the same channel, group, position and time (in milliseconds)
   * changes nothing. Completes with its id.
   */
  public CompletionStage<Long> add(DeadLetter letter) {
    return writes.submit(
        EventColumns.bytes(letter.event()),
        session -> added(session, channels.require(session, letter.channel()).id, letter));
  }

  /**
   * As {@link #add}, for a delivery that the broker may have brought again because a hub died
   * before it could say that it was given up: where the same event at the same position has a dead
   * letter that is still pending, nothing changes. Completes with the one that is there.
   */
  public CompletionStage<DeadLetter> addOnce(DeadLetter letter) {
    return writes.submit(
        EventColumns.bytes(letter.event()),
        session -> {
          long channel = channels.require(session, letter.channel()).id;
          Optional<Long> before =
              session.first(
                  row -> row.getLong(1),
                  PENDING,
                  channel,
                  letter.group(),
                  letter.position(),
                  letter.event().getId(),
                  letter.event().getSource().toString());
          if (before.isPresent()) {
            return session
                .first(DeadLetters::map, SELECT + " where id = ?", before.get())
                .orElseThrow();
          }
          return letter.withId(added(session, channel, letter));
        });
  }

  private static long added(Session session, long channel, DeadLetter letter) throws SQLException {
    insert(session, channel, letter);
    return session
        .first(
            row -> row.getLong(1),
            SAME,
            channel,
            letter.group(),
            letter.position(),
            letter.at().toEpochMilli())
        .orElseThrow();
  }

  private static void insert(Session session, long channel, DeadLetter letter) throws SQLException {
    Object[] row = new Object[INSERT.width()];
    row[0] = channel;
    row[1] = letter.group();
    row[2] = letter.route();
    row[3] = letter.position();
    row[4] = letter.key();
    row[5] = letter.reason();
    row[6] = letter.at().toEpochMilli();
    row[7] = cause(letter.history());
    row[8] = HistoryText.write(letter.history());
    row[9] = letter.redrivenAt() == null ? null : letter.redrivenAt().toEpochMilli();
    EventColumns.put(HubEvent.copyOf(letter.event()), row, 10);
    session.add(INSERT, row);
  }

  private static String cause(List<Attempt> history) {
    if (history.isEmpty()) {
      return null;
    }
    Attempt last = history.get(history.size() - 1);
    return last.message().isEmpty() ? last.cause() : last.cause() + ": " + last.message();
  }

  /** Matching ones, lowest ids first; blocks for one query. */
  public List<DeadLetter> find(DeadLetterQuery query, long afterId, int limit) {
    Where where = where(query).and("id > ?", afterId);
    return readers.read(
        session ->
            session.list(
                DeadLetters::map,
                where.sql(SELECT, " order by id limit ?"),
                where.arguments(limit)));
  }

  public long count(DeadLetterQuery query) {
    Where where = where(query);
    return readers.read(
        session ->
            session
                .first(
                    row -> row.getLong(1),
                    where.sql("select count(*) from dead_letter", ""),
                    where.arguments())
                .orElse(0L));
  }

  /**
   * Marks it redriven and parks the delivery for its group, in one commit; false when it was
   * redriven or purged before.
   */
  public CompletionStage<Boolean> redrive(long id, ParkedDelivery delivery, Instant at) {
    return writes.submit(
        EventColumns.bytes(delivery.event()),
        session -> {
          int marked =
              session.update(
                  "update dead_letter set redriven_at = ? where id = ? and redriven_at is null",
                  at.toEpochMilli(),
                  id);
          if (marked > 0) {
            ParkedRows.insert(session, channels, delivery, false);
          }
          return marked > 0;
        });
  }

  /** Deletes matching ones; completes with how many. */
  public CompletionStage<Integer> purge(DeadLetterQuery query) {
    Where where = where(query);
    return writes.submit(
        0, session -> session.update(where.sql("delete from dead_letter", ""), where.arguments()));
  }

  private static Where where(DeadLetterQuery query) {
    Where where =
        new Where()
            .given("id = ?", query.id())
            .given("channel_id = (select id from channel where name = ?)", query.channel())
            .given("group_name = ?", query.group())
            .types(Optional.ofNullable(query.type()).map(Set::of).orElse(Set.of()))
            .given("partition_key = ?", query.key())
            .given("at >= ?", query.from())
            .given("at < ?", query.to());
    if (query.cause() != null) {
      where.and("lower(cause) like lower(?) escape '!'", like(query.cause()));
    }
    return query.pending() ? where.and("redriven_at is null") : where;
  }

  private static String like(String part) {
    return "%" + part.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
  }

  private static DeadLetter map(ResultSet row) throws SQLException {
    long redriven = row.getLong(10);
    Instant redrivenAt = row.wasNull() ? null : Instant.ofEpochMilli(redriven);
    return new DeadLetter(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        EventColumns.get(row, 11),
        row.getString(7),
        Instant.ofEpochMilli(row.getLong(8)),
        HistoryText.read(row.getString(9)),
        redrivenAt);
  }
}
