package dev.serai.delivery;

import dev.serai.ledger.EventQuery;
import dev.serai.ledger.Replay;
import dev.serai.ledger.StoredEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events of the log again, to one group and to no other. A replay is kept in the ledger and
 * goes on after a restart, once its group is served. Events keep their id and get the extension
 * {@code replayof}.
 */
public final class Replayer {

  /** Names the replay through which an event comes. */
  public static final String EXTENSION = "replayof";

  /**
   * What would be replayed.
   *
   * @param sample some of them, oldest first
   */
  public record Preview(long count, List<StoredEvent> sample) {}

  private static final Logger LOG = LoggerFactory.getLogger(Replayer.class);

  private final Desk desk;
  private final BiFunction<String, String, Optional<ServedGroup>> groups;
  private final Set<String> unlogged;
  private final Map<Long, ReplayRun> runs = new ConcurrentHashMap<>();

  Replayer(
      Desk desk, BiFunction<String, String, Optional<ServedGroup>> groups, Set<String> unlogged) {
    this.desk = desk;
    this.groups = groups;
    this.unlogged = unlogged;
  }

  /** Why nothing of a channel without a log can be replayed, and the way out. */
  public static String refusal(String channel) {
    return "channel '%s' keeps no log, so there is nothing to replay: take 'log: false' away from channels.%s in connectors.yaml, and what is published from then on can be replayed"
        .formatted(channel, channel);
  }

  private void checkLogged(String channel) {
    if (unlogged.contains(channel)) {
      throw new IllegalArgumentException(refusal(channel));
    }
  }

  /**
   * Tells what {@link #start} would send, and changes nothing; blocks for two queries.
   *
   * @throws IllegalArgumentException when the channel keeps no log
   */
  public Preview preview(String channel, EventQuery query, int sample) {
    checkLogged(channel);
    EventQuery ofChannel = of(channel, query);
    return new Preview(
        desk.ledger().events().count(ofChannel), desk.ledger().events().find(ofChannel, 0, sample));
  }

  /**
   * Begins to send the events of the channel that match and are in the log now, oldest first.
   * Completes with the replay's id, once it is in the ledger.
   *
   * @param perSecond 0 for as fast as the group goes
   * @throws IllegalArgumentException when no such group is served here, the channel keeps no log or
   *     the rate is negative
   */
  public CompletionStage<Long> start(
      String channel, String group, EventQuery query, int perSecond) {
    if (perSecond < 0) {
      throw new IllegalArgumentException(
          "the rate must be 0 (no limit) or events per second, but is " + perSecond);
    }
    checkLogged(channel);
    ServedGroup served =
        groups
            .apply(channel, group)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no route serves group '%s' of channel '%s' here: a replay goes to a group that is served"
                            .formatted(group, channel)));
    Replay replay =
        new Replay(
            0,
            channel,
            group,
            of(channel, query),
            perSecond,
            0,
            desk.ledger().events().lastSeq(channel),
            0,
            "running",
            desk.scheduler().now());
    return desk.ledger()
        .replays()
        .start(replay)
        .thenApply(
            id -> {
              take(served, replay.withId(id));
              return id;
            });
  }

  /**
   * Sends no more of it, ever, also where its group is not served now. Completes with false when no
   * such replay is under way.
   */
  public CompletionStage<Boolean> cancel(long id) {
    ReplayRun run = runs.get(id);
    if (run != null) {
      run.stop();
    }
    return desk.ledger().replays().cancel(id);
  }

  /** All replays, with their progress; blocks for one query. */
  public List<Replay> all() {
    return desk.ledger().replays().all();
  }

  /**
   * Goes on with what another hub has begun for this group and does not do; blocks for one query.
   * Ends what was begun while the channel still had a log.
   */
  void resume(ServedGroup group) {
    for (Replay replay : desk.ledger().replays().running()) {
      if (replay.channel().equals(group.channel()) && replay.group().equals(group.name())) {
        if (unlogged.contains(group.channel())) {
          LOG.warn("replay {} is cancelled: {}", replay.id(), refusal(group.channel()));
          cancel(replay.id());
        } else {
          take(group, replay);
        }
      }
    }
  }

  /** One hub does a replay. */
  private void take(ServedGroup group, Replay replay) {
    desk.ledger()
        .hubs()
        .take("replay-" + replay.id())
        .thenAccept(
            ours -> {
              if (ours) {
                run(group, replay);
              }
            });
  }

  /** The group is closed: what it was sent goes on when it is served again. */
  void left(ServedGroup group) {
    runs.values().removeIf(run -> run.isFor(group));
  }

  private void run(ServedGroup group, Replay replay) {
    long id = replay.id();
    ReplayRun run =
        new ReplayRun(desk, group, replay, ended -> runs.remove(id, ended), () -> readAgain(group));
    // A run that ends by itself, but sleeps until then, must not keep its successor away.
    ReplayRun now = runs.compute(id, (same, old) -> old == null || old.isStopped() ? run : old);
    if (now == run) {
      desk.executor().execute(run::step);
    }
  }

  /** What another hub has done of it is in the ledger, unless it was cancelled. */
  private void readAgain(ServedGroup group) {
    desk.executor()
        .execute(
            () -> {
              try {
                resume(group);
              } catch (RuntimeException e) {
                LOG.warn("replays of group '{}' wait: {}", group.name(), Causes.text(e));
              }
            });
  }

  private static EventQuery of(String channel, EventQuery query) {
    return new EventQuery(
        channel, query.from(), query.to(), query.types(), query.subject(), query.key(), query.id());
  }
}
