package dev.serai.ledger;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hubs on one database. Each counts its beat up; who sees a beat stand still for a lease, over so
 * many looks of its own, removes that hub and frees all it had in the same transaction. No clocks
 * are compared, and while the database is away nobody dies.
 */
final class SharedHubs extends Hubs implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SharedHubs.class);
  private static final String BUS = "bus";
  private static final int LOOKS = 8;
  private static final long PATIENCE_SECONDS = 5;

  private record Hub(long id, String name, long beat) {}

  /** A beat that stands still since then. */
  private static final class Watched {
    private final long beat;
    private final long since = System.nanoTime();
    private int looks;

    Watched(long beat) {
      this.beat = beat;
    }
  }

  private record Beat(long tenure, boolean freed) {}

  private final Writes writes;
  private final Channels channels;
  private final Trouble trouble;
  private final String ledger;
  private final long leaseNanos;
  private final String name = ManagementFactory.getRuntimeMXBean().getName();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledThreadPoolExecutor timer;

  /** Others, by id; writer thread only. */
  private final Map<Long, Watched> watched = new HashMap<>();

  private ScheduledFuture<?> beats;
  private volatile boolean watchAnew;
  private volatile long tenure;
  private volatile long heardAt;
  private volatile boolean hasBus;
  private volatile boolean beating;

  SharedHubs(Writes writes, Channels channels, Trouble trouble, String ledger, Duration lease) {
    this.writes = writes;
    this.channels = channels;
    this.trouble = trouble;
    this.ledger = ledger;
    this.leaseNanos = lease.toNanos();
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "serai-ledger-beat");
              thread.setDaemon(true);
              return thread;
            });
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void start() {
    long every = Math.max(1, leaseNanos / LOOKS / 5 * 4);
    beats = timer.scheduleWithFixedDelay(this::beat, every, every, TimeUnit.NANOSECONDS);
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public CompletionStage<Boolean> take(String duty) {
    return writes.submit(
        0,
        session -> {
          long me = enter(session);
          session.update(
              "insert into duty (name, hub_id) values (?, ?) on conflict do nothing", duty, me);
          return holder(session, duty) == me;
        });
  }

  private static long holder(Session session, String duty) throws SQLException {
    return session
        .first(row -> row.getLong(1), "select hub_id from duty where name = ?", duty)
        .orElse(0L);
  }

  @Override
  public CompletionStage<Void> giveBack(String duty) {
    return writes.submit(
        0,
        session -> {
          session.update("delete from duty where name = ? and hub_id = ?", duty, tenure);
          return null;
        });
  }

  @Override
  public void takeBus() {
    long until = System.nanoTime() + leaseNanos * 2;
    boolean told = false;
    while (!taken()) {
      if (System.nanoTime() - until > 0) {
        throw new LedgerException(
            LedgerException.Kind.LOCKED,
            "the embedded bus of ledger '%s' is served by another hub (%s): stop that one, give this hub a ledger of its own, or choose a broker that several hubs can share, such as broker: redis"
                .formatted(ledger, busHolder()),
            null);
      }
      if (!told) {
        told = true;
        LOG.info("waiting for the hub {}, which may be dead, to leave the bus", busHolder());
      }
      try {
        TimeUnit.NANOSECONDS.sleep(leaseNanos / LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LedgerException(
            LedgerException.Kind.LOCKED, "interrupted while waiting for the bus", e);
      }
    }
    channels.alone();
    hasBus = true;
  }

  private boolean taken() {
    return Stages.joined(take(BUS));
  }

  private String busHolder() {
    return Stages.joined(
        writes.submit(
            0,
            session ->
                session
                    .first(
                        row -> row.getString(1),
                        "select h.name from hub h join duty d on d.hub_id = h.id where d.name = ?",
                        BUS)
                    .orElse("gone now")));
  }

  @Override
  void checkBus(Session session) throws SQLException {
    if (hasBus && !isKnown(session, tenure)) {
      LedgerException lost =
          new LedgerException(
              LedgerException.Kind.LOCKED,
              "another hub has the embedded bus of ledger '%s', because nothing was heard of this one for too long: restart this hub"
                  .formatted(ledger),
              null);
      trouble.failed(lost);
      throw lost;
    }
  }

  /** Half of the lease is left to those that have begun. */
  @Override
  public boolean holds(long claimedUnder) {
    return claimedUnder == tenure && System.nanoTime() - heardAt < leaseNanos / 2;
  }

  @Override
  public AutoCloseable onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  long enter(Session session) throws SQLException {
    long me = tenure;
    if (me == 0 || !isKnown(session, me)) {
      heardAt = System.nanoTime();
      me =
          session
              .first(
                  row -> row.getLong(1),
                  "insert into hub (name, beat) values (?, 0) returning id",
                  name)
              .orElseThrow();
      tenure = me;
    }
    return me;
  }

  @Override
  long tenure() {
    return tenure;
  }

  private static boolean isKnown(Session session, long id) throws SQLException {
    return session.first(row -> true, "select 1 from hub where id = ?", id).isPresent();
  }

  private void beat() {
    if (tenure == 0 || beating) {
      return;
    }
    beating = true;
    long sentAt = System.nanoTime();
    writes.submit(0, this::beat).whenComplete((beat, failure) -> heard(beat, failure, sentAt));
  }

  private void heard(Beat beat, Throwable failure, long sentAt) {
    beating = false;
    if (failure != null) {
      // Others could not beat either.
      watchAnew = true;
      return;
    }
    if (beat.tenure() == tenure) {
      heardAt = sentAt;
    }
    if (beat.freed()) {
      listeners.forEach(Runnable::run);
    }
  }

  private Beat beat(Session session) throws SQLException {
    long before = tenure;
    int counted = session.update("update hub set beat = beat + 1 where id = ?", before);
    if (counted == 0) {
      LOG.warn(
          "nothing was heard of this hub for too long: what it had parked goes to others, and may be handled there once more");
    }
    long me = counted == 0 ? enter(session) : before;
    return new Beat(me, look(session, me) || counted == 0);
  }

  /** Removes those that are dead; true when somebody has left since the last look. */
  private boolean look(Session session, long me) throws SQLException {
    if (watchAnew) {
      watchAnew = false;
      watched.clear();
    }
    List<Hub> others =
        session.list(
            row -> new Hub(row.getLong(1), row.getString(2), row.getLong(3)),
            "select id, name, beat from hub where id <> ?",
            me);
    List<Hub> dead = new ArrayList<>();
    for (Hub hub : others) {
      Watched seen = watched.get(hub.id());
      if (seen == null || seen.beat != hub.beat()) {
        watched.put(hub.id(), new Watched(hub.beat()));
      } else if (++seen.looks >= LOOKS && System.nanoTime() - seen.since > leaseNanos) {
        dead.add(hub);
      }
    }
    for (Hub hub : dead) {
      LOG.warn("hub {} is dead: what it had goes to others", hub.name());
      remove(session, hub.id());
    }
    Set<Long> alive = others.stream().map(Hub::id).collect(Collectors.toSet());
    boolean left = watched.keySet().retainAll(alive);
    return left || !dead.isEmpty();
  }

  private static void remove(Session session, long id) throws SQLException {
    session.update("update parked set hub_id = null where hub_id = ?", id);
    session.update("delete from seen_id where hub_id = ?", id);
    session.update("delete from duty where hub_id = ?", id);
    session.update("delete from hub where id = ?", id);
  }

  /** Leaves, so that nobody has to wait for a lease. */
  @Override
  public void close() {
    if (beats != null) {
      beats.cancel(false);
    }
    timer.shutdown();
    if (tenure == 0) {
      return;
    }
    try {
      writes
          .submit(
              0,
              session -> {
                remove(session, tenure);
                return true;
              })
          .toCompletableFuture()
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      LOG.warn("this hub could not take its leave of ledger '{}'; others wait a while", ledger, e);
    }
  }
}
