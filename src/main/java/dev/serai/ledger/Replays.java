package dev.serai.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Replays under way and past, so that one survives a restart. */
public final class Replays {

  private static final String INSERT =
      "insert into replay (channel, group_name, query, per_second, cursor, until, replayed, state, started_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id";
  private static final String SELECT =
      "select id, channel, group_name, query, per_second, cursor, until, replayed, state, started_at from replay";

  private static final String ADVANCE =
      "update replay set cursor = ?, replayed = replayed + ?, state = ? where id = ? and state = 'running' and cursor = ?";
  private static final String CANCEL =
      "update replay set state = 'cancelled' where id = ? and state = 'running'";

  private final Writes writes;
  private final Readers readers;
  private final Channels channels;

  Replays(Writes writes, Readers readers, Channels channels) {
    this.writes = writes;
    this.readers = readers;
    this.channels = channels;
  }

  /** Stores it; completes with its id. */
  public CompletionStage<Long> start(Replay replay) {
    return writes.submit(
        0,
        session ->
            session
                .first(
                    row -> row.getLong(1),
                    INSERT,
                    replay.channel(),
                    replay.group(),
                    QueryText.write(replay.query()),
                    replay.perSecond(),
                    replay.cursor(),
                    replay.until(),
                    replay.replayed(),
                    replay.state(),
                    replay.startedAt().toEpochMilli())
                .orElseThrow());
  }

  /**
   * Parks the deliveries and moves the replay's cursor, in one commit; does nothing and tells false
   * when the replay runs no more, or stands elsewhere because another hub does it.
   */
  public CompletionStage<Boolean> advance(
      long id, long from, List<ParkedDelivery> deliveries, long cursor, String state) {
    List<ParkedDelivery> all = List.copyOf(deliveries);
    return writes.submit(
        ParkedRows.bytes(all),
        session -> {
          if (session.update(ADVANCE, cursor, all.size(), state, id, from) == 0) {
            return false;
          }
          for (ParkedDelivery delivery : all) {
            ParkedRows.insert(session, channels, delivery, false);
          }
          return true;
        });
  }

  /** Ends a replay for good; false when it does not run. */
  public CompletionStage<Boolean> cancel(long id) {
    return writes.submit(0, session -> session.update(CANCEL, id) > 0);
  }

  public List<Replay> running() {
    return readers.read(
        session -> session.list(Replays::map, SELECT + " where state = 'running' order by id"));
  }

  public List<Replay> all() {
    return readers.read(session -> session.list(Replays::map, SELECT + " order by id"));
  }

  private static Replay map(ResultSet row) throws SQLException {
    return new Replay(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        QueryText.read(row.getString(4)),
        row.getInt(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getString(9),
        Instant.ofEpochMilli(row.getLong(10)));
  }
}
