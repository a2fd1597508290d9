package dev.serai.bus.redis;

import dev.serai.bus.BusException;
import dev.serai.bus.Delivery;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.Demand;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Subscription;
import dev.serai.bus.redis.Troubles.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription: a consumer of the group with a thread that fetches. When its lease is lost
 * everything not begun is dropped, and comes again to whoever has it then.
 */
final class RedisMember implements Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(RedisMember.class);
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;
  private static final int CLOSE_SECONDS = 10;

  private final GroupSpec spec;
  private final Link link;
  private final Channels channels;
  private final ScheduledExecutorService timer;
  private final DeliveryListener listener;
  private final Patience patience;
  private final Timing timing;
  private final Membership membership;
  private final Acks acks;
  private final Troubles troubles;
  private final Demand demand = new Demand();
  private final Thread thread;

  /** Held while the listener is called, so that close can wait for the call to end. */
  private final ReentrantLock calling = new ReentrantLock();

  /** Begun and not settled yet; a second delivery of one of them is not handed on. */
  private final Map<String, RedisDelivery> begun = new ConcurrentHashMap<>();

  private volatile GroupScripts scripts;
  private volatile Reader reader;
  private volatile boolean closed;

  /** Used by the fetching thread only. */
  private boolean troubled;

  RedisMember(
      GroupSpec spec,
      Link link,
      Channels channels,
      MemberNames names,
      ScheduledExecutorService timer,
      Duration timeout,
      DeliveryListener listener) {
    this.spec = spec;
    this.link = link;
    this.channels = channels;
    this.timer = timer;
    this.patience = Patience.beyond(timeout);
    this.listener = listener;
    this.timing = Timing.of(spec.ackDeadline());
    this.membership = new Membership(spec, link, names, timing);
    this.troubles = new Troubles(spec, listener);
    this.acks =
        new Acks(
            link::consuming,
            () -> scripts.keys(),
            spec.name(),
            timer,
            this::settled,
            this::settling);
    this.thread = new Thread(this::run, "serai-redis-" + spec.channel() + "-" + spec.name());
    thread.setDaemon(true);
  }

  RedisMember start() {
    thread.start();
    membership.start(timer);
    return this;
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    while (!closed) {
      try {
        serve();
        pause = FIRST_PAUSE_MILLIS;
      } catch (InterruptedException e) {
        return;
      } catch (Throwable e) {
        // Errors too: without this thread the group would stand still.
        if (!closed) {
          membership.end();
          trouble(e);
          pause = pauseAfter(pause);
        }
      }
    }
  }

  private long pauseAfter(long pause) {
    try {
      demand.pause(TimeUnit.MILLISECONDS.toNanos(pause));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
  }

  private void serve() throws Exception {
    Connection redis = patience.await(link.consuming());
    if (reader == null) {
      scripts = new GroupScripts(patience.await(channels.of(spec.channel())), spec);
      reader = new Reader(spec, scripts, link, timing.beat(), patience, this);
    }
    Tenure now = membership.held(scripts, redis, patience);
    while (!closed && now.holds()) {
      try {
        fetch(patience.await(link.consuming()), now);
        recovered();
      } catch (ExecutionException e) {
        if (!Faults.isGroupGone(e)) {
          throw e;
        }
        LOG.warn(
            "group '{}' of channel '{}' is gone from Redis; it is made again where it was",
            spec.name(),
            spec.channel());
        reader.makeAgain(redis);
      }
    }
  }

  private void fetch(Connection redis, Tenure now) throws Exception {
    long wanted = demand.await(timing.beat().toNanos());
    if (wanted > 0 && !reader.read(redis, now, wanted)) {
      demand.pause(timing.beat().toNanos());
    }
  }

  /** Called by the fetching thread. */
  void handOn(Tenure now, List<RedisDelivery> deliveries) {
    List<Delivery> fresh = new ArrayList<>(deliveries.size());
    for (RedisDelivery delivery : deliveries) {
      if (!isBegun(delivery, now)) {
        fresh.add(delivery);
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    calling.lock();
    try {
      if (!closed && now.holds()) {
        demand.add(-fresh.size());
        listener.onDeliveries(fresh);
      }
    } catch (RuntimeException e) {
      LOG.error("the listener failed: {} deliveries wait until it closes", fresh.size(), e);
    } finally {
      calling.unlock();
    }
  }

  /** Whether it is being handled here since an earlier tenure. */
  private boolean isBegun(RedisDelivery delivery, Tenure now) {
    RedisDelivery running = begun.get(delivery.position());
    if (running == null) {
      return false;
    }
    synchronized (running) {
      running.tenure = now;
    }
    return true;
  }

  /** False when another member may have it. */
  boolean begin(RedisDelivery delivery) {
    synchronized (delivery) {
      if (!delivery.tenure.holds()) {
        return false;
      }
    }
    begun.put(delivery.position(), delivery);
    return true;
  }

  void ack(RedisDelivery delivery) {
    acks.add(delivery);
  }

  private void settled(RedisDelivery delivery) {
    begun.remove(delivery.position());
    synchronized (delivery) {
      delivery.tenure.opened(delivery.shard, -1);
    }
  }

  private void trouble(Throwable failure) {
    troubled = true;
    BusException why = link.told(failure);
    tell(() -> troubles.begin(Work.FETCH, why));
  }

  private void recovered() {
    if (troubled) {
      troubled = false;
      tell(() -> troubles.end(Work.FETCH));
    }
  }

  /** Null when it works again. */
  private void settling(Throwable failure) {
    if (failure == null) {
      tell(() -> troubles.end(Work.SETTLE));
    } else {
      BusException why = link.told(failure);
      tell(() -> troubles.begin(Work.SETTLE, why));
    }
  }

  private void tell(Runnable what) {
    calling.lock();
    try {
      if (!closed) {
        what.run();
      }
    } finally {
      calling.unlock();
    }
  }

  @Override
  public void request(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("request must be at least 1, but is " + count);
    }
    demand.add(count);
  }

  @Override
  public void close() {
    calling.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      calling.unlock();
    }
    membership.stop();
    demand.close();
    Reader reading = reader;
    if (reading != null) {
      reading.interrupt();
    }
    try {
      thread.join(patience.limit().toMillis());
      leave();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn(
          "group '{}' of channel '{}' was left without telling Redis: settled events may come again",
          spec.name(),
          spec.channel(),
          Faults.cause(e));
    }
  }

  private void leave() throws InterruptedException, ExecutionException, TimeoutException {
    if (reader != null) {
      reader.close();
    }
    try {
      acks.flush().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } finally {
      membership.leave().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** No more tries to settle; the link goes. */
  void stop() {
    acks.stop();
  }
}
