package dev.serai.bus.redis;

import dev.serai.bus.GroupSpec;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Reads a group's entries for a member: first what others left, then what is new; waits when there
 * is neither. Used by the fetching thread, but for {@link #interrupt}.
 */
final class Reader {

  private static final long MOST_BYTES_AT_ONCE = 8L << 20;
  private static final int MOST_AT_ONCE = 1_000;

  private final GroupSpec spec;
  private final GroupScripts scripts;
  private final Link link;
  private final Duration longestWait;
  private final Patience patience;
  private final RedisMember member;
  private final SetAside setAside;

  /** The last entry known of each shard, so that a lost group can be made again there. */
  private final String[] places;

  private volatile RedisFuture<?> waiting;
  private volatile boolean closed;
  private Connection waits;
  private int turn;
  private long largest = 64 << 10;

  Reader(
      GroupSpec spec,
      GroupScripts scripts,
      Link link,
      Duration longestWait,
      Patience patience,
      RedisMember member) {
    this.spec = spec;
    this.scripts = scripts;
    this.link = link;
    this.longestWait = longestWait;
    this.patience = patience;
    this.member = member;
    this.setAside = new SetAside(scripts.keys(), spec.name());
    this.places = new String[scripts.keys().shards()];
  }

  /** Hands on what it gets, at most {@code wanted}; false when the member has no shard to read. */
  boolean read(Connection redis, Tenure now, long wanted) throws Exception {
    long bySize = Math.max(1, MOST_BYTES_AT_ONCE / largest);
    int count = (int) Math.min(Math.min(MOST_AT_ONCE, bySize), wanted);
    if (claim(redis, now, count)) {
      return true;
    }
    List<Integer> shards = spec.ordered() ? now.toRead() : scripts.allShards(turn++);
    if (shards.isEmpty()) {
      return false;
    }
    if (!spec.ordered() && readShared(redis, now, count, shards)) {
      return true;
    }
    List<Object> reply = patience.await(scripts.read(redis, now, count, shards));
    switch (Words.text(reply.get(0))) {
      case "lost" -> now.end();
      case "none" -> awaitEvents(reply, shards);
      default -> handOn(redis, now, reply, 2, shards);
    }
    return true;
  }

  /** False when there is nothing. */
  private boolean readShared(Connection redis, Tenure now, int count, List<Integer> shards)
      throws Exception {
    int left = count;
    for (int i = 0; i < shards.size() && left > 0; i++) {
      List<Object> reply = patience.await(scripts.readShared(redis, now, left, shards.get(i)));
      if (!reply.isEmpty()) {
        left -= ((List<?>) reply.get(2)).size();
        handOn(redis, now, reply, 2, shards.subList(i, i + 1));
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
    List<Object> reply = patience.await(scripts.claim(redis, now, count, shards));
    if (Words.text(reply.get(0)).equals("lost")) {
      now.end();
      return true;
    }
    if (reply.size() == 1) {
      now.claimsLater();
      return false;
    }
    handOn(redis, now, reply, spec.ordered() ? 3 : 2, shards);
    return true;
  }

  private void handOn(
      Connection redis, Tenure now, List<Object> reply, int width, List<Integer> shards) {
    Entries got =
        Entries.of(
            reply,
            width,
            shards,
            member,
            now,
            now::claimed,
            (shard, id, fields, why) -> setAside.move(redis, shard, id, fields, why));
    largest = Math.max(Math.max(largest - (largest >> 4), 256), got.largest());
    for (RedisDelivery delivery : got.deliveries()) {
      places[delivery.shard] = delivery.id;
      now.opened(delivery.shard, 1);
    }
    member.handOn(now, got.deliveries());
  }

  /** Waits until something is there to be read, without taking it. */
  private void awaitEvents(List<Object> reply, List<Integer> shards) throws Exception {
    if (waits == null) {
      waits = patience.await(link.open());
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
      patience.await(next);
    } catch (CancellationException e) {
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
            XReadArgs.Builder.block(longestWait.toMillis()).count(1),
            from.toArray(StreamOffset[]::new));
  }

  /** The group is gone: it is made where it was. */
  void makeAgain(Connection redis) throws Exception {
    patience.await(scripts.create(redis, places));
  }

  /** Ends a wait, for good. Safe for all threads. */
  void interrupt() {
    closed = true;
    RedisFuture<?> toEnd = waiting;
    if (toEnd != null) {
      toEnd.cancel(true);
    }
  }

  void close() {
    if (waits != null) {
      Link.close(waits);
    }
  }
}
