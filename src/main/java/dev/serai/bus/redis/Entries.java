package dev.serai.bus.redis;

import dev.serai.event.EventSize;
import dev.serai.event.InvalidEventException;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Entries that a script gave to a member, by shard, in order. */
record Entries(List<RedisDelivery> deliveries, long largest) {

  /** What is no event is told with its fields. */
  interface Unreadable {
    void found(int shard, String id, List<?> fields, InvalidEventException why);
  }

  /**
   * @param reply groups of {@code width} after the first element: the index of a shard, its
   *     entries, and whatever follows
   * @param after told what follows, where the width is 3
   */
  static Entries of(
      List<Object> reply,
      int width,
      List<Integer> shards,
      RedisMember member,
      Tenure tenure,
      BiConsumer<Integer, String> after,
      Unreadable unreadable) {
    List<RedisDelivery> all = new ArrayList<>();
    long largest = 0;
    for (int i = 1; i + width <= reply.size(); i += width) {
      int shard = shards.get(((Long) reply.get(i)).intValue());
      for (Object row : (List<?>) reply.get(i + 1)) {
        List<?> entry = (List<?>) row;
        String id = Words.text(entry.get(0));
        List<?> fields = (List<?>) entry.get(1);
        try {
          CloudEvent event = EventFields.read(fields);
          largest = Math.max(largest, EventSize.of(event));
          all.add(new RedisDelivery(shard, id, event, member, tenure));
        } catch (InvalidEventException e) {
          unreadable.found(shard, id, fields, e);
        }
      }
      if (width == 3) {
        after.accept(shard, Words.text(reply.get(i + 2)));
      }
    }
    return new Entries(all, largest);
  }
}
