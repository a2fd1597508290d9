package dev.serai.bus.redis;

import dev.serai.bus.Binding;
import dev.serai.bus.BusException;
import dev.serai.bus.Capabilities;
import dev.serai.bus.CheckResult;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Lag;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Subscription;
import dev.serai.event.InvalidEventException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The bus on Redis Streams. Its time is real time, because leases end by the clock of Redis. */
final class RedisBinding implements Binding {

  private static final long ANSWER_MILLIS = 5_000;

  /** Unread events of a shard that are counted at most where Redis does not tell, before 7.0. */
  private static final int MOST_COUNTED = 10_000;

  private final RedisBindingConfig config;
  private final Link link;
  private final Channels channels;
  private final RedisPublisher publisher;
  private final ScheduledThreadPoolExecutor timer;
  private final ScheduledFuture<?> trims;
  private final Set<RedisMember> members = ConcurrentHashMap.newKeySet();
  private final AtomicInteger subscriptions = new AtomicInteger();
  private final MemberNames names;

  /**
   * @param hub what the hub is called in all its lives, see {@link
   *     dev.serai.bus.BindingContext#hub}
   */
  RedisBinding(RedisBindingConfig config, Optional<String> hub) {
    this.config = config;
    this.names = MemberNames.of(hub);
    this.link = new Link(config);
    this.channels = new Channels(config, link);
    Trimmer trimmer = new Trimmer(config, link, channels);
    this.publisher = new RedisPublisher(config, link, channels, trimmer);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "serai-redis-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    long every = Trimmer.EVERY.toMillis();
    trims = timer.scheduleWithFixedDelay(trimmer, every, every, TimeUnit.MILLISECONDS);
  }

  @Override
  public CheckResult check() {
    return new RedisCheck(config, link).look();
  }

  @Override
  public Capabilities capabilities() {
    return new RedisProfile(config).capabilities();
  }

  @Override
  public CompletionStage<Receipt> publish(Publication publication) {
    try {
      return publisher.publish(publication);
    } catch (InvalidEventException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletionStage<Void> createGroup(GroupSpec group) {
    return channels
        .of(group.channel())
        .thenCombine(
            link.consuming(),
            (keys, redis) -> new GroupScripts(keys, group).create(redis, new String[keys.shards()]))
        .thenCompose(made -> made)
        .thenApply(made -> (Void) null)
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(link.told(failure)));
  }

  @Override
  public Set<String> groups(String channel) {
    try {
      return wait(
              channels
                  .of(channel)
                  .thenCombine(
                      link.consuming(), (keys, redis) -> Script.GROUPS.list(redis, keys.streams()))
                  .thenCompose(names -> names))
          .stream()
          .map(Words::text)
          .collect(Collectors.toUnmodifiableSet());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusException("interrupted while asking for the groups", e);
    } catch (ExecutionException | TimeoutException e) {
      throw link.told(e);
    }
  }

  @Override
  public CompletionStage<Boolean> removeGroup(String channel, String group) {
    return channels
        .of(channel)
        .thenCombine(
            link.consuming(),
            (keys, redis) ->
                Script.REMOVE.number(
                    redis, keys.before(keys.channelKey(), keys.group(group)), Words.utf8(group)))
        .thenCompose(removed -> removed)
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(link.told(failure)))
        .thenApply(shards -> removed(channel, group, shards));
  }

  private boolean removed(String channel, String group, long shards) {
    if (shards < 0) {
      throw new BusException(
          "group '%s' of channel '%s' has members; stop the hubs that serve it, or wait until the leases of killed ones have ended"
              .formatted(group, channel),
          null);
    }
    return shards > 0;
  }

  private static <T> T wait(CompletionStage<T> stage)
      throws InterruptedException, ExecutionException, TimeoutException {
    return stage.toCompletableFuture().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public Subscription subscribe(GroupSpec group, DeliveryListener listener) {
    MemberNames mine = names.of(subscriptions.incrementAndGet());
    RedisMember member =
        new RedisMember(group, link, channels, mine, timer, config.timeout(), listener).start();
    members.add(member);
    return new Subscription() {
      @Override
      public void request(int count) {
        member.request(count);
      }

      @Override
      public void close() {
        member.close();
        members.remove(member);
      }
    };
  }

  @Override
  public Lag lag(String channel, String group) {
    try {
      ChannelKeys keys = wait(channels.of(channel));
      Connection redis = wait(link.consuming());
      List<Object> answer =
          wait(Script.LAG.list(redis, keys.streams(), Words.utf8(group), Words.utf8(MOST_COUNTED)));
      if (answer == null || answer.size() < 2) {
        return Lag.unknown();
      }
      long events = (Long) answer.get(0);
      return new Lag(
          events < 0 ? OptionalLong.empty() : OptionalLong.of(events),
          Optional.of(Duration.ofMillis((Long) answer.get(1))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Lag.unknown();
    } catch (Exception e) {
      return Lag.unknown();
    }
  }

  @Override
  public void close() {
    trims.cancel(false);
    members.forEach(RedisMember::close);
    members.forEach(RedisMember::stop);
    members.clear();
    timer.shutdown();
    link.close();
  }
}
