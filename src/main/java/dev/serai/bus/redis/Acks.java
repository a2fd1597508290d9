package dev.serai.bus.redis;

import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Settles entries with at most one batch under way: what is acked meanwhile goes with the next one,
 * all of a shard in one command. A batch that failed is sent again, and that is told; so is, with
 * null, when one did not fail any more.
 */
final class Acks {

  private static final int MOST = 1_000;
  private static final long PAUSE_MILLIS = 200;

  private final Supplier<CompletionStage<Connection>> link;
  private final Supplier<ChannelKeys> keys;
  private final String group;
  private final ScheduledExecutorService timer;
  private final Consumer<RedisDelivery> settled;
  private final Consumer<Throwable> trouble;
  private final List<CompletableFuture<Void>> flushes = new ArrayList<>();
  private List<RedisDelivery> waiting = new ArrayList<>();
  private boolean underWay;
  private boolean failed;
  private boolean stopped;
  private ScheduledFuture<?> again;

  Acks(
      Supplier<CompletionStage<Connection>> link,
      Supplier<ChannelKeys> keys,
      String group,
      ScheduledExecutorService timer,
      Consumer<RedisDelivery> settled,
      Consumer<Throwable> trouble) {
    this.link = link;
    this.keys = keys;
    this.group = group;
    this.timer = timer;
    this.settled = settled;
    this.trouble = trouble;
  }

  void add(RedisDelivery delivery) {
    synchronized (this) {
      waiting.add(delivery);
      if (underWay) {
        return;
      }
      underWay = true;
    }
    send();
  }

  /** Completes when all that was acked is settled in Redis, or when that has failed once. */
  synchronized CompletableFuture<Void> flush() {
    if (!underWay) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> flushed = new CompletableFuture<>();
    flushes.add(flushed);
    return flushed;
  }

  synchronized void stop() {
    stopped = true;
    if (again != null) {
      again.cancel(false);
    }
  }

  private void send() {
    List<RedisDelivery> batch;
    synchronized (this) {
      if (waiting.isEmpty()) {
        underWay = false;
        tell(null);
        return;
      }
      if (waiting.size() <= MOST) {
        batch = waiting;
        waiting = new ArrayList<>();
      } else {
        batch = new ArrayList<>(waiting.subList(0, MOST));
        waiting = new ArrayList<>(waiting.subList(MOST, waiting.size()));
      }
    }
    link.get()
        .thenCompose(redis -> settle(redis, batch))
        .whenComplete((done, failure) -> ended(batch, failure));
  }

  private CompletionStage<Void> settle(Connection redis, List<RedisDelivery> batch) {
    Map<Integer, CommandArgs<String, byte[]>> commands = new TreeMap<>();
    for (RedisDelivery delivery : batch) {
      commands
          .computeIfAbsent(
              delivery.shard,
              shard -> new CommandArgs<>(Link.CODEC).addKey(keys.get().shard(shard)).add(group))
          .add(delivery.id);
    }
    return CompletableFuture.allOf(
        commands.values().stream()
            .map(
                ids ->
                    redis
                        .watched(
                            redis
                                .commands()
                                .dispatch(CommandType.XACK, new IntegerOutput<>(Link.CODEC), ids))
                        .toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }

  private void ended(List<RedisDelivery> batch, Throwable failure) {
    if (told(failure)) {
      trouble.accept(failure);
    }
    if (failure == null) {
      batch.forEach(settled);
      send();
      return;
    }
    synchronized (this) {
      batch.addAll(waiting);
      waiting = batch;
      tell(failure);
      if (!stopped) {
        again = timer.schedule(this::send, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  private synchronized boolean told(Throwable failure) {
    boolean before = failed;
    failed = failure != null;
    return before || failed;
  }

  private void tell(Throwable failure) {
    List<CompletableFuture<Void>> told = List.copyOf(flushes);
    flushes.clear();
    for (CompletableFuture<Void> flushed : told) {
      if (failure == null) {
        flushed.complete(null);
      } else {
        flushed.completeExceptionally(failure);
      }
    }
  }
}
