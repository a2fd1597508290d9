package dev.serai.delivery;

import dev.serai.event.EventSize;
import dev.serai.ledger.ParkedDelivery;
import dev.serai.ledger.Replay;
import dev.serai.ledger.StoredEvent;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a replay's events to its group, page by page, never far ahead of what the group does. */
final class ReplayRun {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayRun.class);
  private static final int PAGE = 500;
  private static final int FIRST_PAGE = 16;
  private static final long PAGE_BYTES = 4 << 20;
  private static final int PAGES_PER_SECOND = 10;
  private static final int AHEAD = 2_000;
  private static final Duration GROUP_IS_BUSY = Duration.ofMillis(20);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

  private final Desk desk;
  private final ServedGroup group;
  private final long id;
  private final Replay replay;
  private final Consumer<ReplayRun> ended;
  private final Runnable elsewhere;
  private final int longestPage;
  private int page;
  private long cursor;
  private volatile boolean stopped;

  /**
   * @param elsewhere called when the replay stands elsewhere than this run has brought it
   */
  ReplayRun(
      Desk desk, ServedGroup group, Replay replay, Consumer<ReplayRun> ended, Runnable elsewhere) {
    this.desk = desk;
    this.group = group;
    this.id = replay.id();
    this.replay = replay;
    this.ended = ended;
    this.elsewhere = elsewhere;
    this.cursor = replay.cursor();
    this.longestPage =
        replay.perSecond() == 0
            ? PAGE
            : Math.max(1, Math.min(PAGE, replay.perSecond() / PAGES_PER_SECOND));
    this.page = Math.min(FIRST_PAGE, longestPage);
  }

  /** Hands on no more pages; one that is being written is. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped || group.closing();
  }

  boolean isFor(ServedGroup served) {
    return group == served;
  }

  /** Hands on one page and sees to the next one. One step runs at a time. */
  void step() {
    if (isStopped()) {
      ended.accept(this);
    } else if (group.parked() > AHEAD) {
      later(GROUP_IS_BUSY);
    } else {
      try {
        List<StoredEvent> events = read();
        handOn(events, events.size() < page ? "done" : "running");
        page = nextPage(events);
      } catch (RuntimeException e) {
        trouble(e);
      }
    }
  }

  private List<StoredEvent> read() {
    return desk.ledger().events().find(replay.query(), cursor, page).stream()
        .filter(stored -> stored.seq() <= replay.until())
        .toList();
  }

  /** As many events as make a page of fair size, going by those of the last one. */
  private int nextPage(List<StoredEvent> events) {
    long bytes = 1;
    for (StoredEvent stored : events) {
      bytes += EventSize.of(stored.event());
    }
    long fair = Math.max(1, PAGE_BYTES * Math.max(1, events.size()) / bytes);
    return (int) Math.min(fair, longestPage);
  }

  private void handOn(List<StoredEvent> events, String state) {
    long next = events.isEmpty() ? cursor : events.get(events.size() - 1).seq();
    List<ParkedDelivery> rows = events.stream().map(this::row).toList();
    group
        .parking()
        .expect(
            rows,
            () -> desk.ledger().replays().advance(id, cursor, rows, next, state),
            done -> done)
        .whenComplete(
            (done, cause) -> {
              if (cause != null) {
                trouble(cause);
              } else if (!done) {
                ended.accept(this);
                elsewhere.run();
              } else {
                cursor = next;
                goOn(state, rows.size());
              }
            });
  }

  private void goOn(String state, int handed) {
    if (!state.equals("running")) {
      ended.accept(this);
    } else if (replay.perSecond() == 0) {
      desk.executor().execute(this::step);
    } else {
      later(Duration.ofNanos(1_000_000_000L * handed / replay.perSecond()));
    }
  }

  private void trouble(Throwable cause) {
    LOG.warn("replay {} waits: {}", id, Causes.text(cause));
    later(AFTER_TROUBLE);
  }

  private void later(Duration delay) {
    desk.scheduler().after(delay, () -> desk.executor().execute(this::step));
  }

  private ParkedDelivery row(StoredEvent stored) {
    CloudEvent event = Edited.withExtension(stored.event(), Replayer.EXTENSION, Long.toString(id));
    return group.rows().again(Positions.replayed(stored, id), event, ParkedDelivery.Origin.REPLAY);
  }
}
