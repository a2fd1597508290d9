package dev.serai.delivery;

import dev.serai.bus.Delivery;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.Lag;
import dev.serai.bus.Scheduler;
import dev.serai.bus.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one group: takes deliveries from the bus and from the ledger, calls the handler within the
 * group's concurrency, and settles what ended. One lock guards all state; nothing outside this room
 * is called under it.
 */
final class ServedGroup implements DeliveryListener {

  private static final Logger LOG = LoggerFactory.getLogger(ServedGroup.class);

  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final GroupRoute route;
  private final EventHandler handler;
  private final Scheduler scheduler;
  private final DeliveryObserver observer;
  private final Limits limits;
  private final Threads threads;
  private final ReentrantLock lock = new ShortLock();
  private final Condition quiet = lock.newCondition();
  private final RowFactory rows;
  private final Lanes lanes;
  private final Window window;
  private final Circuit circuit;
  private final Writes writes;
  private final Loader loader;
  private final Parking parking;

  /** Null where nobody else parks what this group must know of. */
  private final Arrivals arrivals;

  private final FailureDesk failures;

  private Subscription subscription;
  private boolean paused;
  private volatile boolean closing;
  private boolean overfull;
  private volatile boolean abandoned;

  /** Calls in the handler, worker threads that loop, and calls that will end on other threads. */
  private int running;

  private int workers;

  /** One is being woken: it wakes the next, if by then there is something left for it. */
  private boolean starting;

  private int detached;
  private volatile String fetchTrouble;

  ServedGroup(GroupRoute route, EventHandler handler, Desk desk) {
    this.route = route;
    this.handler = handler;
    this.scheduler = desk.scheduler();
    this.observer = desk.observer();
    this.limits = desk.limits();
    this.threads = new Threads("serai-" + name());
    this.window = new Window(limits, route.concurrency());
    this.circuit =
        new Circuit(
            route.policy().breaker(),
            desk.scheduler(),
            lock,
            word -> observer.breakerChanged(channel(), name(), word),
            this::wake);
    this.writes = new Writes(name(), desk.scheduler(), desk.executor(), this::wake);
    this.rows = new RowFactory(route.group(), desk.clock());
    this.lanes = new Lanes(rows::behind);
    this.loader = new Loader(this, desk, lanes, route);
    boolean askFirst = route.group().ordered() && desk.ledger().hubs().shared();
    this.arrivals = askFirst ? new Arrivals(this, desk, lanes) : null;
    this.parking = new Parking(this, desk, lanes, window, writes, loader);
    this.failures = new FailureDesk(this, route, desk, rows, parking, writes);
  }

  GroupRoute route() {
    return route;
  }

  String channel() {
    return route.group().channel();
  }

  String name() {
    return route.group().name();
  }

  /** Learns what is parked already; blocks for one query. To be called before {@link #fetch}. */
  void begin() {
    loader.begin(failures::giveUpAgain);
  }

  void fetch(Subscription from) {
    change(() -> subscription = from);
    if (closing) {
      from.close();
    }
  }

  @Override
  public void onDeliveries(List<Delivery> deliveries) {
    List<Call> calls = new ArrayList<>(deliveries.size());
    for (Delivery delivery : deliveries) {
      Call call = admit(delivery);
      if (call != null) {
        calls.add(call);
      }
    }
    if (arrivals == null) {
      arrived(calls, deliveries.size(), () -> List.of());
    } else {
      arrivals.add(calls, deliveries.size());
    }
  }

  /**
   * Takes them in, under the lock.
   *
   * @param learn what is to be known of their keys before
   */
  void arrived(List<Call> calls, int asked, Supplier<List<Lane>> learn) {
    List<Lane> toWrite = List.of();
    lock.lock();
    try {
      window.arrived(asked);
      if (closing) {
        return;
      }
      List<Lane> learned = learn.get();
      toWrite = enqueue(calls);
      toWrite = learned.isEmpty() ? toWrite : both(learned, toWrite);
    } finally {
      leave();
    }
    toWrite.forEach(parking::flush);
  }

  private static List<Lane> both(List<Lane> some, List<Lane> others) {
    Set<Lane> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return List.copyOf(all);
  }

  private List<Lane> enqueue(List<Call> calls) {
    List<Lane> toWrite = List.of();
    for (Call call : calls) {
      window.hold(call);
      Lane parks = lanes.arrived(call, RowFactory.key(route.group(), call.event));
      if (parks != null && !toWrite.contains(parks)) {
        toWrite = toWrite.isEmpty() ? new ArrayList<>() : toWrite;
        toWrite.add(parks);
      }
    }
    return toWrite;
  }

  /**
   * Settles what the group does not want; a filter that throws fails later, as the handler does.
   */
  private Call admit(Delivery delivery) {
    try {
      if (route.filter().test(delivery.event())) {
        return Call.fresh(delivery, false, this::endedLater);
      }
    } catch (RuntimeException e) {
      return Call.fresh(delivery, true, this::endedLater);
    }
    delivery.ack();
    observer.attempted(channel(), name(), "filtered", Duration.ZERO);
    return null;
  }

  @Override
  public void onTrouble(Throwable cause) {
    fetchTrouble = "cannot fetch: " + Causes.text(cause);
  }

  @Override
  public void onRecovered() {
    fetchTrouble = null;
  }

  /** What keeps the group from being served, null when it is. */
  void trouble(String text) {
    fetchTrouble = text;
  }

  private void work() {
    Call call = first();
    while (call != null) {
      call = call.run(handler, route.filter()) ? finish(call, true) : detach();
    }
  }

  private Call first() {
    lock.lock();
    try {
      starting = false;
      return take();
    } finally {
      leave();
    }
  }

  /** The handler will tell later: its worker is free for another call, its permit is not. */
  private Call detach() {
    lock.lock();
    try {
      detached++;
      if (workers + detached > route.concurrency()) {
        workers--;
        return null;
      }
      return take();
    } finally {
      leave();
    }
  }

  private Call finish(Call call, boolean byWorker) {
    Failure failure = call.failure();
    boolean settled = failure == null && call.delivery != null;
    if (settled && !call.gone()) {
      call.delivery.ack();
    } else if (!settled && call.gone()) {
      parking.lost(call);
    } else if (!settled && !abandoned) {
      failures.ended(call, failure);
    }
    if (failure == null && !call.gone()) {
      String outcome = call.filtered() ? "filtered" : "success";
      observer.attempted(channel(), name(), outcome, call.took());
    }
    lock.lock();
    try {
      running--;
      tell(call, failure);
      if (settled) {
        window.release(call);
        lanes.settled(call);
      }
      if (byWorker) {
        return take();
      }
      detached--;
      return null;
    } finally {
      leave();
    }
  }

  private void tell(Call call, Failure failure) {
    if (call.filtered() || call.gone() || (failure != null && failure.poison())) {
      circuit.undecided(call);
    } else if (failure == null) {
      circuit.succeeded(call);
    } else {
      circuit.failed(call);
    }
  }

  /** The next call for a worker; null when it must end. Under the lock. */
  private Call take() {
    Call next = mayCall() && circuit.mayStart() > 0 ? lanes.next(circuit.tries()) : null;
    if (next == null) {
      workers--;
    } else {
      running++;
      circuit.started(next);
      loader.taken(next);
    }
    return next;
  }

  private boolean mayCall() {
    return !paused && !closing;
  }

  /** Changes the state, and then does what the new state calls for. */
  void change(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      leave();
    }
  }

  void wake() {
    change(() -> {});
  }

  /** Unlocks; what the state calls for is begun without the lock. */
  private void leave() {
    boolean start =
        !starting
            && mayCall()
            && lanes.ready() > 0
            && workers + detached < route.concurrency()
            && circuit.mayStart() > 0;
    if (start) {
      starting = true;
      workers++;
    }
    int more = subscription != null && mayFetch() ? window.demand() : 0;
    if (closing) {
      quiet.signalAll();
    }
    lock.unlock();
    if (start) {
      startWorker();
    }
    if (more > 0) {
      subscription.request(more);
    }
  }

  private void startWorker() {
    try {
      threads.execute(this::work);
    } catch (OutOfMemoryError e) {
      // The system gives no more threads: those that are there go on, and it is tried again.
      LOG.warn("group '{}' of channel '{}' got no thread: {}", name(), channel(), e.getMessage());
      lock.lock();
      try {
        starting = false;
        workers--;
      } finally {
        lock.unlock();
      }
      scheduler.after(AFTER_TROUBLE, this::wake);
    }
  }

  private boolean mayFetch() {
    long parked = lanes.parked();
    if (parked >= limits.maxParked()) {
      overfull = true;
    } else if (parked < limits.maxParked() / 2) {
      overfull = false;
    }
    return mayCall() && circuit.mayFetch() && !overfull;
  }

  /** A delivery from the bus is done with, otherwise than by the handler. */
  void settled(Call call) {
    call.delivery.ack();
    change(
        () -> {
          window.release(call);
          lanes.settled(call);
        });
  }

  boolean closing() {
    return closing;
  }

  Parking parking() {
    return parking;
  }

  RowFactory rows() {
    return rows;
  }

  long parked() {
    lock.lock();
    try {
      return lanes.parked();
    } finally {
      lock.unlock();
    }
  }

  void flush(Lane lane) {
    parking.flush(lane);
  }

  /** The handler has told its outcome after it had returned. */
  void endedLater(Call call) {
    finish(call, false);
  }

  void pause() {
    change(
        () -> {
          paused = true;
          loader.hold(true);
        });
  }

  void resume() {
    change(
        () -> {
          paused = false;
          loader.hold(false);
        });
  }

  /** Another hub may have left something. Blocks for some queries. */
  void lookAnew() {
    loader.lookAnew();
  }

  /** Calls no more handlers and asks for no more; what is in memory is left to the next member. */
  void beginClose() {
    change(
        () -> {
          closing = true;
          loader.close();
        });
  }

  /** Waits for handlers and writes, then leaves. */
  void endClose() {
    beginClose();
    boolean ended = awaitQuiet();
    abandoned = true;
    writes.close();
    if (subscription != null) {
      subscription.close();
    }
    if (ended) {
      loader.leave();
      threads.shutdown();
    } else {
      LOG.warn(
          "group '{}' of channel '{}' was closed while handlers still ran after {} s; their events come again",
          name(),
          channel(),
          limits.grace().toSeconds());
      threads.interrupt();
    }
  }

  private boolean awaitQuiet() {
    long left = limits.grace().toNanos();
    lock.lock();
    try {
      while (running > 0 || writes.underWay() > 0) {
        if (left <= 0) {
          return false;
        }
        left = quiet.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  GroupState state(Lag lag) {
    lock.lock();
    try {
      return new GroupState(
          channel(),
          name(),
          route.route(),
          paused,
          circuit.word(),
          running,
          lanes.parked(),
          lag,
          trouble());
    } finally {
      lock.unlock();
    }
  }

  private String trouble() {
    if (fetchTrouble != null) {
      return fetchTrouble;
    }
    if (writes.trouble() != null) {
      return writes.trouble();
    }
    if (arrivals != null && arrivals.trouble() != null) {
      return arrivals.trouble();
    }
    if (loader.trouble() != null) {
      return loader.trouble();
    }
    return overfull
        ? "%d deliveries are parked, the limit is %d; fetching goes on below %d"
            .formatted(lanes.parked(), limits.maxParked(), limits.maxParked() / 2)
        : null;
  }
}
