package dev.serai.delivery;

import dev.serai.bus.Scheduler;
import dev.serai.ledger.ParkedDeliveries.Claimed;
import dev.serai.ledger.ParkedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings parked deliveries into memory when they are due. One query at a time and one timer; both
 * only when something is parked, apart from a rare look that puts right what was missed. Fields are
 * guarded by the group's lock; queries run on the desk's threads without it.
 */
final class Loader {

  private static final Claimed NOTHING = new Claimed(List.of(), 0);
  private static final Logger LOG = LoggerFactory.getLogger(Loader.class);
  private static final int FEW = 8;
  private static final int LARGE_BYTES = 64 << 10;
  private static final Duration SHORTEST = Duration.ofMillis(5);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

  /** Rows that one look found, and when the next one is worth while. */
  private record Found(Claimed rows, boolean all, Optional<Instant> next) {}

  private final ServedGroup group;
  private final Desk desk;
  private final Lanes lanes;
  private final Duration longestWait;
  private final int most;
  private final Set<Long> inMemory = new HashSet<>();
  private boolean loading;
  private boolean again;
  private boolean more;

  /** Whether the last rows were so large that few of them should be in memory. */
  private boolean large;

  private boolean closed;

  /** Whether other hubs shall do what is parked. */
  private boolean held;

  private Instant timerAt;
  private Scheduler.Timer timer;
  private Scheduler.Timer recheck;
  private Consumer<Call> exhausted;
  private volatile String trouble;

  Loader(ServedGroup group, Desk desk, Lanes lanes, GroupRoute route) {
    this.group = group;
    this.desk = desk;
    this.lanes = lanes;
    this.longestWait = new Waits(route.policy().backoff()).longest();
    this.most = Math.max(FEW, Math.min(64, 2 * route.concurrency()));
  }

  /** Counts what is parked already; from then on parked keys are known. Blocks for one query. */
  void begin(Consumer<Call> takesExhausted) {
    exhausted = takesExhausted;
    recount();
    group.change(this::recheckLater);
  }

  /** Looks for due rows soon. Under the lock. */
  void load() {
    if (lanes.parked() > 0) {
      loadMore();
    }
  }

  /** As load, also for rows that other hubs have parked. Under the lock. */
  void loadMore() {
    if (closed || held) {
      return;
    }
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    desk.executor().execute(this::look);
  }

  /** Something is due at that time. Under the lock. */
  void due(Instant at) {
    if (closed || (timerAt != null && !at.isBefore(timerAt))) {
      return;
    }
    if (timer != null) {
      timer.cancel();
    }
    timerAt = at;
    Instant now = desk.clock().now();
    Duration wait = Duration.between(now, at);
    if (wait.isNegative() || wait.isZero()) {
      ring();
      return;
    }
    Duration capped = wait.compareTo(longestWait) < 0 ? wait : longestWait;
    Duration least = capped.compareTo(SHORTEST) < 0 ? SHORTEST : capped;
    Instant rings = now.plus(least);
    timer = desk.scheduler().after(least, () -> rings(rings));
  }

  private void rings(Instant at) {
    desk.clock().reached(at);
    group.change(this::ring);
  }

  private void ring() {
    timer = null;
    timerAt = null;
    load();
  }

  /** A row has left memory. Under the lock. */
  void ended(Call row) {
    inMemory.remove(row.row.id());
    if (more || row.lane.key != null) {
      load();
    }
  }

  /** A call begins. Under the lock. */
  void taken(Call call) {
    if (call.row != null && more && lanes.readyRows() <= most / 2) {
      load();
    }
  }

  String trouble() {
    return trouble;
  }

  /** Begins nothing while the group is paused, so that other hubs may. Under the lock. */
  void hold(boolean paused) {
    held = paused && desk.ledger().hubs().shared();
    if (held) {
      giveBack();
    } else {
      load();
    }
  }

  /** Lets other hubs have what is ready here and not begun. Under the lock. */
  private void giveBack() {
    List<Long> ids = new ArrayList<>();
    for (Call row : lanes.takeReadyRows()) {
      lanes.rowWaits(row);
      inMemory.remove(row.row.id());
      ids.add(row.row.id());
    }
    desk.ledger().parked().giveBack(ids);
  }

  /** Looks at everything anew, because another hub may have left something. */
  void lookAnew() {
    recheck();
    group.change(this::loadMore);
  }

  /** Lets other hubs have what this group will not do any more; to be called at the very end. */
  void leave() {
    List<Long> ids = new ArrayList<>();
    group.change(() -> ids.addAll(inMemory));
    desk.ledger().parked().giveBack(ids);
  }

  /** Under the lock. */
  void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
    if (recheck != null) {
      recheck.cancel();
    }
  }

  private void look() {
    Set<Long> skip = new HashSet<>();
    Set<Lane> expected = new HashSet<>();
    int[] room = new int[1];
    group.change(
        () -> {
          again = false;
          skip.addAll(inMemory);
          expected.addAll(lanes.expecting());
          room[0] = (large ? FEW : most) - lanes.readyRows();
        });
    Found found = room[0] <= 0 ? new Found(NOTHING, false, Optional.empty()) : find(room[0], skip);
    List<Call> calls = new ArrayList<>();
    boolean[] miscounted = new boolean[1];
    group.change(
        () -> {
          loading = false;
          more = !found.all();
          large = false;
          found.rows().deliveries().forEach(row -> take(row, found.rows().tenure(), calls));
          if (held) {
            giveBack();
          }
          miscounted[0] = found.all() && lanes.missing(expected);
          found.next().ifPresent(this::due);
          if (again) {
            load();
          }
        });
    calls.forEach(exhausted);
    if (miscounted[0]) {
      recheck();
    }
  }

  private void take(ParkedDelivery row, long tenure, List<Call> exhaustedOnes) {
    if (closed || !inMemory.add(row.id())) {
      return;
    }
    Call call = Call.parked(row, () -> desk.ledger().hubs().holds(tenure), group::endedLater);
    large |= call.bytes > LARGE_BYTES;
    lanes.loaded(call, row.key(), !row.exhausted());
    if (row.exhausted()) {
      exhaustedOnes.add(call);
    }
  }

  private Found find(int room, Set<Long> skip) {
    try {
      Found found = query(desk.clock().now(), room, skip);
      trouble = null;
      return found;
    } catch (RuntimeException e) {
      if (trouble == null) {
        LOG.warn("group '{}': parked deliveries cannot be read", group.name(), e);
      }
      trouble = "parked deliveries cannot be read: " + Causes.text(e);
      return new Found(NOTHING, false, Optional.of(desk.clock().now().plus(AFTER_TROUBLE)));
    }
  }

  private Found query(Instant now, int room, Set<Long> skip) {
    Claimed rows = due(now, room, skip);
    if (rows.deliveries().size() >= room) {
      return new Found(rows, false, Optional.empty());
    }
    Optional<Instant> next = desk.ledger().parked().nextDue(group.channel(), group.name(), now);
    if (next.isPresent() && next.get().isAfter(now.plus(longestWait))) {
      // Written before the clock was set back: it has waited long enough.
      return new Found(due(next.get(), room, skip), false, Optional.of(now.plus(AFTER_TROUBLE)));
    }
    return new Found(rows, true, next);
  }

  private Claimed due(Instant now, int room, Set<Long> skip) {
    return desk.ledger().parked().claim(group.channel(), group.name(), now, room, skip);
  }

  private void recount() {
    long[] mark = new long[1];
    group.change(() -> mark[0] = lanes.mark());
    Map<String, Integer> counts = desk.ledger().parked().countByKey(group.channel(), group.name());
    List<Lane> toWrite = new ArrayList<>();
    group.change(
        () -> {
          toWrite.addAll(lanes.recount(counts, mark[0]));
          load();
        });
    toWrite.forEach(group::flush);
  }

  private void recheck() {
    try {
      recount();
    } catch (RuntimeException e) {
      LOG.warn("group '{}': parked deliveries cannot be counted", group.name(), e);
    }
  }

  private void recheckLater() {
    if (!closed && recheck == null) {
      recheck =
          desk.scheduler()
              .after(
                  desk.limits().recheck(),
                  () -> {
                    desk.executor().execute(this::recheck);
                    group.change(
                        () -> {
                          recheck = null;
                          recheckLater();
                        });
                  });
    }
  }
}
