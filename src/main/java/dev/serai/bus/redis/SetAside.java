package dev.serai.bus.redis;

import dev.serai.event.InvalidEventException;
import io.lettuce.core.XAddArgs;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves entries that are no event, so that nobody can handle them, where people can look at them.
 */
record SetAside(ChannelKeys keys, String group) {

  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
  private static final int MOST = 1_000;

  /** Does not wait; what could not be moved comes again. */
  void move(Connection redis, int shard, String id, List<?> fields, InvalidEventException why) {
    String stream = keys.shard(shard);
    LOG.error(
        "entry {} of {} is no event and was moved to {}: {}",
        id,
        stream,
        keys.unreadable(),
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
            keys.unreadable(), XAddArgs.Builder.maxlen(MOST).approximateTrimming(), words.toArray())
        .thenCompose(moved -> redis.commands().xack(stream, group, id))
        .whenComplete(
            (acked, failure) -> {
              if (failure != null) {
                LOG.warn("entry {} of {} could not be moved, and comes again", id, stream, failure);
              }
            });
  }
}
