package dev.serai.bus.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Redis forget what every group has settled: after the time it is kept, and at once when memory
 * is short.
 */
final class Trimmer implements Runnable {

  static final Duration EVERY = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(Trimmer.class);
  private static final long HURRY_NANOS = 1_000_000_000L;

  private final RedisBindingConfig config;
  private final Link link;
  private final Channels channels;
  private final AtomicLong hurried = new AtomicLong(System.nanoTime() - HURRY_NANOS);

  Trimmer(RedisBindingConfig config, Link link, Channels channels) {
    this.config = config;
    this.link = link;
    this.channels = channels;
  }

  @Override
  public void run() {
    channels.names().forEach(channel -> trim(channel, config.keep(), "~"));
  }

  /** Memory is short: makes room on the channel and on all others, at most once a second. */
  void hurry(String channel) {
    long last = hurried.get();
    if (System.nanoTime() - last >= HURRY_NANOS && hurried.compareAndSet(last, System.nanoTime())) {
      channels.names().forEach(each -> trim(each, Duration.ZERO, "="));
      LOG.debug("made room, because a publish to channel '{}' was refused", channel);
    }
  }

  private void trim(String channel, Duration keep, String how) {
    channels
        .of(channel)
        .thenCombine(
            link.publishing(),
            (keys, redis) ->
                Script.TRIM.number(
                    redis,
                    keys.before(keys.channelKey()),
                    Words.utf8(keep.toMillis()),
                    Words.utf8(how)))
        .thenCompose(trimmed -> trimmed)
        .whenComplete(
            (trimmed, failure) -> {
              if (failure != null) {
                LOG.debug("channel '{}' was not trimmed", channel, failure);
              }
            });
  }
}
