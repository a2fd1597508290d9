package dev.serai.ledger;

import dev.serai.event.HubEvent;
import dev.serai.event.InvalidEventException;
import io.cloudevents.CloudEvent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;

/** Every event that passed, in order of {@code seq}. */
public final class EventLog {

  /**
   * A page of what the embedded bus has to deliver.
   *
   * @param end how far the log was read; beyond the last event where only other brokers' events
   *     follow
   */
  public record BusPage(List<StoredEvent> events, long end) {}

  /** What an append did. */
  public record Appended(int stored, int duplicates, long lastSeq) {}

  private static final Insert INSERT =
      new Insert("event", "seq, channel_id, ordinal, recorded_at, " + EventColumns.NAMES, "");
  private static final String REMEMBER =
      "insert into seen_event (channel_id, source, event_id, seen_at) values (?, ?, ?, ?) on conflict do nothing";
  private static final String PAGE =
      "select seq, recorded_at, %s from event where channel_id = ? and seq > ? order by seq limit ?"
          .formatted(EventColumns.NAMES);
  // What another broker carried has a negative ordinal: it is in the log and not on the bus.
  private static final String BUS_PAGE =
      "select seq, recorded_at, %s, ordinal from event where channel_id = ? and seq > ? order by seq limit ?"
          .formatted(EventColumns.NAMES);
  private static final String FOUND =
      "select seq, recorded_at, %s, (select name from channel where id = channel_id) from event"
          .formatted(EventColumns.NAMES);
  private static final int PAGE_BYTES = 8 << 20;
  // Looks at the oldest places only: a clock that once ran ahead must not make it search the log.
  private static final String OLDEST =
      """
      select seq from (
        select seq, recorded_at from event
        where channel_id = ?
          and seq <= (select coalesce(min(cursor), 9223372036854775807) from event_group where channel_id = ?)
        order by seq limit ?) as oldest
      where recorded_at < ?
      """;
  private static final String KEEP_PARKED = ParkedRows.KEEP.formatted(OLDEST);
  private static final String TRIM = "delete from event where seq in (" + OLDEST + ")";
  private static final int TRIM_WINDOW = 2_500;

  private final Writes writes;
  private final Readers readers;
  private final Channels channels;
  private final Listeners listeners;
  private final InstantSource clock;

  EventLog(
      Writes writes, Readers readers, Channels channels, Listeners listeners, InstantSource clock) {
    this.writes = writes;
    this.readers = readers;
    this.channels = channels;
    this.listeners = listeners;
    this.clock = clock;
  }

  /**
   * Appends all events or none; complete means on disk.
   *
   * <p>Fails with {@link InvalidEventException} for an event against the specification.
   *
   * @param once leaves out events whose source and id the channel has seen, and remembers the
   *     others in the same commit
   */
  public CompletionStage<Appended> append(String channel, List<CloudEvent> events, boolean once) {
    return append(channel, events, once, true);
  }

  /**
   * Writes down what another broker carried, as {@link #append} does with {@code once}: the groups
   * of the embedded bus do not get it.
   */
  public CompletionStage<Appended> record(String channel, List<CloudEvent> events) {
    return append(channel, events, true, false);
  }

  private CompletionStage<Appended> append(
      String channel, List<CloudEvent> events, boolean once, boolean bus) {
    List<HubEvent> all = new ArrayList<>(events.size());
    long bytes = 0;
    try {
      for (CloudEvent event : events) {
        all.add(HubEvent.copyOf(event));
        bytes += EventColumns.bytes(event);
      }
    } catch (InvalidEventException e) {
      return CompletableFuture.failedFuture(e);
    }
    return writes.submitRefusable(bytes, session -> insert(session, channel, all, once, bus));
  }

  private Appended insert(
      Session session, String name, List<HubEvent> events, boolean once, boolean bus)
      throws SQLException {
    Channel channel = channels.require(session, name);
    long now = clock.millis();
    int stored = 0;
    for (HubEvent event : events) {
      if (once
          && session.updateBeside(REMEMBER, channel.id, event.source(), event.getId(), now) == 0) {
        continue;
      }
      Object[] row = new Object[INSERT.width()];
      row[0] = channels.nextSeq(channel, bus);
      row[1] = channel.id;
      row[2] = bus ? channel.ordinal : -(channel.ordinal + 1);
      row[3] = now;
      EventColumns.put(event, row, 4);
      session.add(INSERT, row);
      stored++;
    }
    return new Appended(stored, events.size() - stored, channel.seq);
  }

  /**
   * Events of one channel after a place, in order; blocks for one query. A page may be shorter than
   * asked because it ends at 8 MB of data; an empty one is the end.
   */
  public List<StoredEvent> read(String channel, long afterSeq, int limit) {
    Channel known = channels.find(channel).orElse(null);
    if (known == null || known.lastSeq() <= afterSeq) {
      return List.of();
    }
    return readers.read(
        session -> {
          PreparedStatement page = session.prepared(PAGE);
          page.setLong(1, known.id);
          page.setLong(2, afterSeq);
          page.setInt(3, limit);
          try (ResultSet row = page.executeQuery()) {
            return page(row, channel, limit);
          }
        });
  }

  /** As {@link #read}, of what the embedded bus carried; an empty page may have moved on. */
  public BusPage readBus(String channel, long afterSeq, int limit) {
    Channel known = channels.find(channel).orElse(null);
    if (known == null || known.lastSeq() <= afterSeq) {
      return new BusPage(List.of(), afterSeq);
    }
    return readers.read(
        session -> {
          PreparedStatement page = session.prepared(BUS_PAGE);
          page.setLong(1, known.id);
          page.setLong(2, afterSeq);
          page.setInt(3, limit);
          try (ResultSet row = page.executeQuery()) {
            return busPage(row, channel, afterSeq, limit);
          }
        });
  }

  private static BusPage busPage(ResultSet row, String channel, long afterSeq, int limit)
      throws SQLException {
    List<StoredEvent> events = new ArrayList<>(Math.min(limit, 1_000));
    long bytes = 0;
    long end = afterSeq;
    while (bytes < PAGE_BYTES && row.next()) {
      end = row.getLong(1);
      if (row.getLong(3 + EventColumns.COUNT) > 0) {
        HubEvent event = EventColumns.get(row, 3);
        bytes += EventColumns.bytes(event);
        events.add(new StoredEvent(end, channel, Instant.ofEpochMilli(row.getLong(2)), event));
      }
    }
    return new BusPage(events, end);
  }

  /**
   * Events that match, oldest first, after a place; blocks for one query. A page may be shorter
   * than asked because it ends at 8 MB of data; an empty one is the end.
   */
  public List<StoredEvent> find(EventQuery query, long afterSeq, int limit) {
    Where where = where(query).and("seq > ?", afterSeq);
    return readers.read(
        session -> {
          try (ResultSet row =
              session.query(where.sql(FOUND, " order by seq limit ?"), where.arguments(limit))) {
            return page(row, null, limit);
          }
        });
  }

  /** How many match; blocks for one query. */
  public long count(EventQuery query) {
    Where where = where(query);
    return readers.read(
        session ->
            session
                .first(
                    row -> row.getLong(1),
                    where.sql("select count(*) from event", ""),
                    where.arguments())
                .orElse(0L));
  }

  private static Where where(EventQuery query) {
    return new Where()
        .given("channel_id = (select id from channel where name = ?)", query.channel())
        .given("recorded_at >= ?", query.from())
        .given("recorded_at < ?", query.to())
        .types(query.types())
        .given("subject = ?", query.subject())
        .given("partition_key = ?", query.key())
        .given("event_id = ?", query.id());
  }

  private static List<StoredEvent> page(ResultSet row, String channel, int limit)
      throws SQLException {
    List<StoredEvent> events = new ArrayList<>(Math.min(limit, 1_000));
    long bytes = 0;
    while (bytes < PAGE_BYTES && row.next()) {
      HubEvent event = EventColumns.get(row, 3);
      bytes += EventColumns.bytes(event);
      events.add(
          new StoredEvent(
              row.getLong(1),
              channel == null ? row.getString(3 + EventColumns.COUNT) : channel,
              Instant.ofEpochMilli(row.getLong(2)),
              event));
    }
    return events;
  }

  /** The place of the newest event the channel ever had, 0 when it had none. No I/O. */
  public long lastSeq(String channel) {
    return channels.find(channel).map(Channel::lastSeq).orElse(0L);
  }

  /** Names of all channels that ever held an event or a group, sorted. */
  public List<String> channels() {
    return channels.names();
  }

  /**
   * Calls the listener with the newest place after each commit that added to the channel, on the
   * thread that completes stages; it must not block. Closing stops the calls.
   */
  public AutoCloseable onAppend(String channel, LongConsumer listener) {
    return listeners.add(channel, listener);
  }

  /**
   * Deletes the channel's events recorded before {@code before}, but never one that some group has
   * not settled.
   *
   * @return how many were deleted; at most 2,500 a call, so that publishing is not held up
   */
  public CompletionStage<Integer> trim(String channel, Instant before) {
    Channel known = channels.find(channel).orElse(null);
    if (known == null) {
      return CompletableFuture.completedFuture(0);
    }
    return writes.submit(
        0,
        session -> {
          long id = known.id;
          long until = before.toEpochMilli();
          session.update(KEEP_PARKED, id, id, TRIM_WINDOW, until, id);
          return session.update(TRIM, id, id, TRIM_WINDOW, until);
        });
  }

  /**
   * When the oldest unsettled event after {@code afterSeq} was recorded, empty when there is none.
   */
  public Optional<Instant> recordedAtAfter(String channel, long afterSeq) {
    Channel known = channels.find(channel).orElse(null);
    if (known == null || known.lastSeq() <= afterSeq) {
      return Optional.empty();
    }
    return readers.read(
        session ->
            session.first(
                row -> Instant.ofEpochMilli(row.getLong(1)),
                "select recorded_at from event where channel_id = ? and seq > ? and ordinal > 0 order by seq limit 1",
                known.id,
                afterSeq));
  }
}
