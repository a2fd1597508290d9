package dev.serai.ledger;

import dev.serai.event.HubEvent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What was given up, kept until an operator redrives or purges it. */
public final class DeadLetters {

  private static final String INSERT =
      "insert into dead_letter (channel_id, group_name, route, position, order_key, reason, at, cause, history, redriven_at, %s) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %s) on conflict do nothing"
          .formatted(EventColumns.NAMES, EventColumns.MARKS);
  private static final String SAME =
      "select id from dead_letter where channel_id = ? and group_name = ? and position = ? and at = ?";
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
        session -> {
          long channel = channels.require(session, letter.channel()).id;
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
        });
  }

  private static void insert(Session session, long channel, DeadLetter letter) throws SQLException {
    PreparedStatement row = session.prepared(INSERT);
    row.setLong(1, channel);
    row.setString(2, letter.group());
    row.setString(3, letter.route());
    row.setString(4, letter.position());
    row.setString(5, letter.key());
    row.setString(6, letter.reason());
    row.setLong(7, letter.at().toEpochMilli());
    row.setString(8, cause(letter.history()));
    row.setString(9, HistoryText.write(letter.history()));
    row.setObject(10, letter.redrivenAt() == null ? null : letter.redrivenAt().toEpochMilli());
    EventColumns.set(row, 11, HubEvent.copyOf(letter.event()));
    session.run(row);
  }

  private static String cause(List<Attempt> history) {
    if (history.isEmpty()) {
      return null;
    }
    Attempt last = history.get(history.size() - 1);
    String cause = last.message().isEmpty() ? last.cause() : last.cause() + ": " + last.message();
    // PostgreSQL has no NUL in its texts; the history holds it escaped.
    return cause.replace('\0', '\uFFFD');
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
