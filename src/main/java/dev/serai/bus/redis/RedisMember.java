package dev.serai.bus.redis;

import dev.serai.bus.BusException;
import dev.serai.bus.Delivery;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.Demand;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Subscription;
import dev.serai.bus.redis.Troubles.Work;
import dev.serai.event.InvalidEventException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription: a consumer of the group with a thread that fetches, and a lease that a timer
 * renews. When the lease is lost everything not begun is dropped, and the member joins again under
 * another name.
 */
final class RedisMember implements Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(RedisMember.class);
  private static final long MOST_BYTES_AT_ONCE = 8L << 20;
  private static final int MOST_AT_ONCE = 1_000;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;
  private static final int CLOSE_SECONDS = 10;
  private static final int MOST_UNREADABLE = 1_000;

  private final GroupSpec spec;
  private final Link link;
  private final Channels channels;
  private final String hub;
  private final ScheduledExecutorService timer;
  private final DeliveryListener listener;
  private final Duration patience;
  private final Timing timing;
  private final Acks acks;
  private final Troubles troubles;
  private final Demand demand = new Demand();
  private final Thread thread;
  private final AtomicBoolean beating = new AtomicBoolean();

  /** Held while the listener is called, so that close can wait for the call to end. */
  private final ReentrantLock calling = new ReentrantLock();

  /** Begun and not settled yet; a second delivery of one of them is not handed on. */
  private final Map<String, RedisDelivery> begun = new ConcurrentHashMap<>();

  private volatile GroupScripts scripts;
  private volatile Tenure tenure;
  private volatile RedisFuture<?> waiting;
  private volatile boolean closed;
  private ScheduledFuture<?> beats;

  // Used by the fetching thread only.
  private Connection waits;
  private String[] places;
  private int joined;
  private int turn;
  private long largest = 64 << 10;
  private boolean troubled;

  RedisMember(
      GroupSpec spec,
      Link link,
      Channels channels,
      String name,
      ScheduledExecutorService timer,
      Duration patience,
      DeliveryListener listener) {
    this.spec = spec;
    this.link = link;
    this.channels = channels;
    this.hub = name;
    this.timer = timer;
    this.patience = patience.plusSeconds(1);
    this.listener = listener;
    this.timing = Timing.of(spec.ackDeadline());
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
    long beat = timing.beat().toMillis();
    beats = timer.scheduleAtFixedRate(this::beat, beat, beat, TimeUnit.MILLISECONDS);
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
          leftUnread();
          trouble(e);
          pause = pauseAfter(pause);
        }
      }
    }
  }

  /** What was read and got lost on its way is nobody's: under another name it is claimed. */
  private void leftUnread() {
    Tenure now = tenure;
    if (now != null) {
      now.end();
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
    Connection redis = await(link.consuming());
    if (scripts == null) {
      scripts = new GroupScripts(await(channels.of(spec.channel())), spec);
      places = new String[scripts.keys().shards()];
    }
    Tenure now = tenure != null && tenure.holds() ? tenure : join(redis);
    while (!closed && now.holds()) {
      try {
        fetch(await(link.consuming()), now);
        recovered();
      } catch (ExecutionException e) {
        if (!Faults.isGroupGone(e)) {
          throw e;
        }
        LOG.warn(
            "group '{}' of channel '{}' is gone from Redis; it is made again where it was",
            spec.name(),
            spec.channel());
        await(scripts.create(redis, places));
      }
    }
  }

  private Tenure join(Connection redis) throws Exception {
    Tenure before = tenure;
    if (before != null) {
      before.end();
      await(scripts.leave(redis, before.name));
    }
    Tenure next = new Tenure(hub + "." + ++joined, timing.lease());
    long sent = System.nanoTime();
    renewed(next, sent, await(scripts.beat(redis, next, timing, true, List.of())));
    tenure = next;
    return next;
  }

  private void renewed(Tenure renewed, long sent, List<Object> answer) {
    if ((Long) answer.get(0) == 0) {
      LOG.warn(
          "member {} of group '{}' of channel '{}' was away for longer than {} ms, others have taken over",
          renewed.name,
          spec.name(),
          spec.channel(),
          timing.lease().toMillis());
      renewed.end();
      return;
    }
    renewed.renewed(sent);
    if (spec.ordered()) {
      List<Integer> held = new ArrayList<>();
      answer.subList(2, answer.size()).forEach(shard -> held.add(((Long) shard).intValue()));
      renewed.share(((Long) answer.get(1)).intValue(), held);
    }
  }

  private void beat() {
    Tenure now = tenure;
    if (closed || now == null || !now.holds() || !beating.compareAndSet(false, true)) {
      return;
    }
    long sent = System.nanoTime();
    link.consuming()
        .thenCompose(redis -> scripts.beat(redis, now, timing, false, now.free()))
        .whenComplete(
            (answer, failure) -> {
              beating.set(false);
              if (failure == null) {
                renewed(now, sent, answer);
              }
            });
  }

  private void fetch(Connection redis, Tenure now) throws Exception {
    long wanted = demand.await(timing.beat().toNanos());
    if (wanted == 0) {
      return;
    }
    long bySize = Math.max(1, MOST_BYTES_AT_ONCE / largest);
    int count = (int) Math.min(Math.min(MOST_AT_ONCE, bySize), wanted);
    if (claim(redis, now, count)) {
      return;
    }
    List<Integer> shards = spec.ordered() ? now.toRead() : scripts.allShards(turn++);
    if (shards.isEmpty()) {
      demand.pause(timing.beat().toNanos());
      return;
    }
    if (!spec.ordered() && readShared(redis, now, count, shards)) {
      return;
    }
    List<Object> reply = await(scripts.read(redis, now, count, shards));
    switch (Words.text(reply.get(0))) {
      case "lost" -> now.end();
      case "none" -> awaitEvents(reply, shards);
      default -> push(now, entries(redis, now, reply, 2, shards));
    }
  }

  /** False when there is nothing. */
  private boolean readShared(Connection redis, Tenure now, int count, List<Integer> shards)
      throws Exception {
    int left = count;
    for (int i = 0; i < shards.size() && left > 0; i++) {
      List<Object> reply = await(scripts.readShared(redis, now, left, shards.get(i)));
      if (!reply.isEmpty()) {
        left -= ((List<?>) reply.get(2)).size();
        push(now, entries(redis, now, reply, 2, shards.subList(i, i + 1)));
      }
    }
    return left < count;
  }

  /** Takes over what others left; false when there is nothing. */
  private boolean claim(Connection redis, Tenure now, int count) throws Exception {
    List<Integer> shards = spec.ordered() ? now.toClaim() : scripts.allShards(turn);
    if (shards.isEmpty() || (!spec.ordered() && !now.claims())) {
      return false;
    }
    List<Object> reply = await(scripts.claim(redis, now, count, shards));
    if (Words.text(reply.get(0)).equals("lost")) {
      now.end();
      return true;
    }
    if (reply.size() == 1) {
      now.claimsLater();
      return false;
    }
    push(now, entries(redis, now, reply, spec.ordered() ? 3 : 2, shards));
    return true;
  }

  private Entries entries(
      Connection redis, Tenure now, List<Object> reply, int width, List<Integer> shards) {
    return Entries.of(
        reply,
        width,
        shards,
        this,
        now,
        now::claimed,
        (shard, id, fields, why) -> setAside(redis, shard, id, fields, why));
  }

  /** No event, so nobody can handle it: it goes where people can look at it. */
  private void setAside(
      Connection redis, int shard, String id, List<?> fields, InvalidEventException why) {
    String stream = scripts.keys().shard(shard);
    LOG.error(
        "entry {} of {} is no event and was moved to {}: {}",
        id,
        stream,
        scripts.keys().unreadable(),
        why.getMessage());
    List<Object> words = new ArrayList<>();
    words.add("serai-reason");
    words.add(Words.utf8(why.getMessage()));
    words.add("serai-entry");
    words.add(Words.utf8(stream + " " + id));
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      words.add(Words.text(fields.get(i)));
      words.add(fields.get(i + 1));
    }
    redis
        .commands()
        .xadd(
            scripts.keys().unreadable(),
            XAddArgs.Builder.maxlen(MOST_UNREADABLE).approximateTrimming(),
            words.toArray())
        .thenCompose(moved -> redis.commands().xack(stream, spec.name(), id))
        .whenComplete(
            (acked, failure) -> {
              if (failure != null) {
                LOG.warn("entry {} of {} could not be moved, and comes again", id, stream, failure);
              }
            });
  }

  private void push(Tenure now, Entries got) {
    largest = Math.max(Math.max(largest - (largest >> 4), 256), got.largest());
    List<Delivery> fresh = new ArrayList<>(got.deliveries().size());
    for (RedisDelivery delivery : got.deliveries()) {
      places[delivery.shard] = delivery.id;
      now.opened(delivery.shard, 1);
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

  /** Waits until something is there to be read, without taking it. */
  private void awaitEvents(List<Object> reply, List<Integer> shards) throws Exception {
    if (waits == null) {
      waits = await(link.open());
    }
    List<StreamOffset<String>> from = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      String place = Words.text(reply.get(i + 1));
      places[shards.get(i)] = place;
      from.add(StreamOffset.from(scripts.keys().shard(shards.get(i)), place));
    }
    RedisFuture<List<StreamMessage<String, byte[]>>> next = readBlocking(from);
    waiting = next;
    if (closed) {
      next.cancel(true);
    }
    try {
      next.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.CancellationException e) {
      if (!closed) {
        throw e;
      }
    } catch (ExecutionException | TimeoutException e) {
      if (Faults.isSilence(e)) {
        Link.close(waits);
        waits = null;
      }
      throw e;
    } finally {
      waiting = null;
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private RedisFuture<List<StreamMessage<String, byte[]>>> readBlocking(
      List<StreamOffset<String>> from) {
    return waits
        .commands()
        .xread(
            XReadArgs.Builder.block(timing.beat().toMillis()).count(1),
            from.toArray(StreamOffset[]::new));
  }

  private <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
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
    beats.cancel(false);
    demand.close();
    RedisFuture<?> toEnd = waiting;
    if (toEnd != null) {
      toEnd.cancel(true);
    }
    try {
      thread.join(patience.toMillis());
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
    if (waits != null) {
      Link.close(waits);
    }
    CompletableFuture<Void> flushed = acks.flush();
    try {
      flushed.get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } finally {
      Tenure last = tenure;
      if (last != null) {
        last.end();
        link.consuming()
            .thenCompose(redis -> scripts.leave(redis, last.name))
            .toCompletableFuture()
            .get(CLOSE_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  /** No more tries to settle; the link goes. */
  void stop() {
    acks.stop();
  }
}
