package dev.serai.bus.redis;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The channels this process has used, and how many shards each has: that is decided once for a
 * channel, by its first user, and kept in Redis.
 */
final class Channels {

  private final RedisBindingConfig config;
  private final Link link;
  private final Map<String, CompletableFuture<ChannelKeys>> known = new ConcurrentHashMap<>();

  Channels(RedisBindingConfig config, Link link) {
    this.config = config;
    this.link = link;
  }

  CompletionStage<ChannelKeys> of(String channel) {
    CompletableFuture<ChannelKeys> found = known.get(channel);
    if (found != null && !found.isCompletedExceptionally()) {
      return found;
    }
    return known.compute(
        channel,
        (name, other) -> other == null || other.isCompletedExceptionally() ? ask(name) : other);
  }

  private CompletableFuture<ChannelKeys> ask(String channel) {
    String[] keys = {ChannelKeys.channel(config.prefix(), channel)};
    return link.publishing()
        .thenCompose(redis -> Script.LAYOUT.number(redis, keys, Words.utf8(config.shards())))
        .thenApply(shards -> new ChannelKeys(config.prefix(), channel, shards.intValue()))
        .toCompletableFuture();
  }

  Set<String> names() {
    return known.keySet();
  }
}
