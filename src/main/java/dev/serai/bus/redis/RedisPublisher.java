package dev.serai.bus.redis;

import dev.serai.bus.BusBusyException;
import dev.serai.bus.EventTooLargeException;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.event.EventSize;
import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes over one connection without waiting for the answer before, so that many publications
 * share a packet.
 */
final class RedisPublisher {

  private static final long MOST_BYTES_UNDER_WAY = 64L << 20;

  private final RedisBindingConfig config;
  private final Link link;
  private final Channels channels;
  private final Trimmer trimmer;
  private final AtomicLong bytesUnderWay = new AtomicLong();

  RedisPublisher(RedisBindingConfig config, Link link, Channels channels, Trimmer trimmer) {
    this.config = config;
    this.link = link;
    this.channels = channels;
    this.trimmer = trimmer;
  }

  CompletionStage<Receipt> publish(Publication publication) {
    List<HubEvent> events = new ArrayList<>(publication.events().size());
    long bytes = 0;
    for (CloudEvent event : publication.events()) {
      HubEvent checked = HubEvent.copyOf(event);
      long size = EventSize.of(checked);
      if (size > config.maxEventBytes()) {
        return CompletableFuture.failedFuture(
            new EventTooLargeException(
                publication.channel(), event.getId(), size, config.maxEventBytes()));
      }
      bytes += size;
      events.add(checked);
    }
    long all = bytes;
    if (bytesUnderWay.addAndGet(all) > Math.max(all, MOST_BYTES_UNDER_WAY)) {
      bytesUnderWay.addAndGet(-all);
      return CompletableFuture.failedFuture(
          new BusBusyException(
              link.address() + ": it takes events more slowly than they come, too many wait",
              Duration.ofSeconds(1),
              null));
    }
    return send(publication, events)
        .whenComplete((receipt, failure) -> bytesUnderWay.addAndGet(-all))
        .exceptionallyCompose(failure -> refused(publication, failure));
  }

  private CompletionStage<Receipt> refused(Publication publication, Throwable failure) {
    RuntimeException told = link.told(failure);
    if (told instanceof BusBusyException) {
      trimmer.hurry(publication.channel());
    }
    return CompletableFuture.failedFuture(told);
  }

  private CompletionStage<Receipt> send(Publication publication, List<HubEvent> events) {
    return channels
        .of(publication.channel())
        .thenCompose(
            keys ->
                link.publishing()
                    .thenCompose(
                        redis ->
                            events.size() == 1 && !publication.once()
                                ? one(redis, keys, events.get(0))
                                : together(redis, keys, events, publication.once())));
  }

  private static CompletionStage<Receipt> one(Connection redis, ChannelKeys keys, HubEvent event) {
    CommandArgs<String, byte[]> entry =
        new CommandArgs<>(Link.CODEC).addKey(keys.shard(keys.shardOf(event))).add("*");
    EventFields.write(event).forEach(entry::add);
    return redis
        .watched(redis.commands().dispatch(CommandType.XADD, new StatusOutput<>(Link.CODEC), entry))
        .thenApply(id -> new Receipt(1, 0));
  }

  private CompletionStage<Receipt> together(
      Connection redis, ChannelKeys keys, List<HubEvent> events, boolean once) {
    List<String> streams = new ArrayList<>(events.size() * 2);
    List<byte[]> words = new ArrayList<>(events.size() * 20);
    words.add(Words.utf8(once ? config.onceFor().toMillis() : 0));
    for (HubEvent event : events) {
      streams.add(keys.shard(keys.shardOf(event)));
      if (once) {
        streams.add(keys.once(digest(event)));
      }
      List<byte[]> entry = EventFields.write(event);
      words.add(Words.utf8(entry.size()));
      words.addAll(entry);
    }
    return Script.PUBLISH
        .number(redis, streams.toArray(String[]::new), words.toArray(byte[][]::new))
        .thenApply(stored -> new Receipt(stored.intValue(), events.size() - stored.intValue()));
  }

  /** 132 bits of the source and id, so that long ones cost no more memory than short ones. */
  private static String digest(HubEvent event) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(Words.utf8(event.source() + "\n" + event.getId()));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
