package dev.serai.ledger;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Groups of the embedded bus: where each stands on its channel. */
public final class Groups {

  /** One row. */
  public record Group(String channel, String name, GroupProgress progress) {}

  private static final String OLDEST =
      "select coalesce(min(seq) - 1, ?) from event where channel_id = ?";
  private static final String CREATE =
      "insert into event_group (channel_id, name, cursor, ahead, created_at) values (?, ?, ?, '',"
          + " ?) on conflict do nothing";
  // A cursor that would move back is a late save: what it says is contained in what is stored.
  private static final String SAVE =
      "update event_group set cursor = ?, ahead = ? where channel_id = ? and name = ? and cursor <="
          + " ?";
  private static final String ORDINAL =
      "select abs(ordinal) from event where channel_id = ? and seq > ? order by seq limit 1";
  private static final String ALL =
      "select c.name, g.name, g.cursor, g.ahead from event_group g join channel c on c.id ="
          + " g.channel_id";

  private static final String REMOVE = "delete from event_group where channel_id = ? and name = ?";
  private static final String REMOVE_PARKED =
      "delete from parked where channel_id = ? and group_name = ?";
  private static final String END_REPLAYS =
      "update replay set state = 'cancelled' where channel = ? and group_name = ? and state ="
          + " 'running'";

  private final Writes writes;
  private final Readers readers;
  private final Channels channels;
  private final InstantSource clock;
  private final List<BiConsumer<String, String>> removals = new CopyOnWriteArrayList<>();

  Groups(Writes writes, Readers readers, Channels channels, InstantSource clock) {
    this.writes = writes;
    this.readers = readers;
    this.channels = channels;
    this.clock = clock;
  }

  /**
   * Makes the group unless it exists; {@code earliest} starts before the oldest kept event, else
   * after the newest.
   */
  public CompletionStage<Void> create(String channel, String name, boolean earliest) {
    return writes.submit(
        0,
        session -> {
          Channel known = channels.require(session, channel);
          long cursor =
              earliest
                  ? session.first(row -> row.getLong(1), OLDEST, known.seq, known.id).orElseThrow()
                  : known.seq;
          session.update(CREATE, known.id, name, cursor, clock.millis());
          return null;
        });
  }

  public Optional<GroupProgress> progress(String channel, String name) {
    return readers.read(
        session ->
            session.first(
                row -> new GroupProgress(row.getLong(3), row.getString(4)),
                ALL + " where c.name = ? and g.name = ?",
                channel,
                name));
  }

  /**
   * Moves groups that have settled everything past what other brokers carried since, so that the
   * log can be trimmed. To be called while the embedded bus is not in use; blocks for some queries,
   * and until that is stored.
   */
  public void passRecorded() {
    List<CompletableFuture<Void>> saves = new ArrayList<>();
    for (Group group : all()) {
      long last = channels.find(group.channel()).map(Channel::lastSeq).orElse(0L);
      if (group.progress().cursor() < last && unsettled(group.channel(), group.name()) == 0) {
        saves.add(
            save(group.channel(), group.name(), new GroupProgress(last, "")).toCompletableFuture());
      }
    }
    saves.forEach(CompletableFuture::join);
  }

  /** Names of the channel's groups; blocks for one query. */
  public Set<String> names(String channel) {
    return Set.copyOf(
        readers.read(
            session -> session.list(row -> row.getString(2), ALL + " where c.name = ?", channel)));
  }

  /** Stores progress, soon; the cursor never moves back. */
  public CompletionStage<Void> save(String channel, String name, GroupProgress progress) {
    return writes.submitLazy(
        progress.ahead().length(),
        session -> {
          session.update(
              SAVE,
              progress.cursor(),
              progress.ahead(),
              channels.require(session, channel).id,
              name,
              progress.cursor());
          return null;
        });
  }

  /**
   * Events after the group's durable cursor that are not settled; blocks for a few short queries.
   */
  public long unsettled(String channel, String name) {
    GroupProgress progress = progress(channel, name).orElse(null);
    Channel known = channels.find(channel).orElse(null);
    if (progress == null || known == null) {
      return 0;
    }
    return readers.read(
        session -> {
          long end = known.lastOrdinal() + 1;
          long open = end - ordinalAfter(session, known, progress.cursor(), end);
          for (Ranges.Range range : Ranges.parse(progress.ahead())) {
            open -=
                ordinalAfter(session, known, range.last(), end)
                    - ordinalAfter(session, known, range.first() - 1, end);
          }
          return Math.max(0, open);
        });
  }

  /** The ordinal of the first event after a place, at most {@code end}. */
  private static long ordinalAfter(Session session, Channel channel, long seq, long end)
      throws SQLException {
    long next = session.first(row -> row.getLong(1), ORDINAL, channel.id, seq).orElse(end);
    return Math.min(next, end);
  }

  public List<Group> all() {
    return readers.read(
        session ->
            session.list(
                row ->
                    new Group(
                        row.getString(1),
                        row.getString(2),
                        new GroupProgress(row.getLong(3), row.getString(4))),
                ALL + " order by c.name, g.name"));
  }

  /**
   * Forgets a group that no route consumes any more, with its parked deliveries; replays into it
   * are cancelled. False when nothing was known of it.
   */
  public CompletionStage<Boolean> remove(String channel, String name) {
    return writes
        .submit(
            0,
            session -> {
              Channel known = channels.find(channel).orElse(null);
              if (known == null) {
                return false;
              }
              int rows = session.update(REMOVE, known.id, name);
              rows += session.update(REMOVE_PARKED, known.id, name);
              rows += session.update(END_REPLAYS, channel, name);
              return rows > 0;
            })
        .thenApply(
            removed -> {
              if (removed) {
                removals.forEach(listener -> listener.accept(channel, name));
              }
              return removed;
            });
  }

  /** Tells the listener channel and name of every removed group; it must not block. */
  public void onRemove(BiConsumer<String, String> listener) {
    removals.add(listener);
  }
}
