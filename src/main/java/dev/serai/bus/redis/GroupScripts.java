package dev.serai.bus.redis;

import dev.serai.bus.GroupSpec;
import dev.serai.bus.GroupSpec.From;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What a member asks of Redis about its group; each is one command. */
final class GroupScripts {

  private static final byte[] NONE = new byte[0];

  private final ChannelKeys keys;
  private final GroupSpec spec;
  private final byte[] group;

  GroupScripts(ChannelKeys keys, GroupSpec spec) {
    this.keys = keys;
    this.spec = spec;
    this.group = Words.utf8(spec.name());
  }

  ChannelKeys keys() {
    return keys;
  }

  /** All shards, each time in another order, so that none is always the last to be read. */
  List<Integer> allShards(int turn) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < keys.shards(); i++) {
      all.add(i);
    }
    Collections.rotate(all, turn);
    return all;
  }

  /** {@code places}: the last known place in each shard, or null. */
  CompletionStage<Long> create(Connection redis, String[] places) {
    byte[][] arguments = new byte[2 + keys.shards()][];
    Arrays.fill(arguments, NONE);
    arguments[0] = group;
    arguments[1] = Words.utf8(spec.from() == From.EARLIEST ? "0" : "$");
    for (int i = 0; i < keys.shards(); i++) {
      if (places[i] != null) {
        arguments[2 + i] = Words.utf8(places[i]);
      }
    }
    return Script.CREATE.number(redis, keys.before(keys.channelKey()), arguments);
  }

  /** {@code over}: how the names of members begin whose hubs are dead; empty when none is known. */
  CompletionStage<List<Object>> join(Connection redis, Tenure tenure, Timing timing, String over) {
    return beat(redis, tenure, timing, "1", over, List.of());
  }

  CompletionStage<List<Object>> beat(
      Connection redis, Tenure tenure, Timing timing, List<Integer> givenBack) {
    return beat(redis, tenure, timing, "0", "", givenBack);
  }

  private CompletionStage<List<Object>> beat(
      Connection redis,
      Tenure tenure,
      Timing timing,
      String joins,
      String over,
      List<Integer> givenBack) {
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(Words.utf8(tenure.name));
    arguments.add(Words.utf8(timing.lease().toMillis()));
    arguments.add(Words.utf8(joins));
    arguments.add(Words.utf8(spec.ordered() ? keys.shards() : 0));
    arguments.add(Words.utf8(over));
    givenBack.forEach(shard -> arguments.add(Words.utf8(shard)));
    String[] state = {keys.group(spec.name())};
    return Script.BEAT.list(redis, state, arguments.toArray(byte[][]::new));
  }

  CompletionStage<List<Object>> read(
      Connection redis, Tenure tenure, int count, List<Integer> shards) {
    byte[][] arguments = arguments(tenure, count, shards);
    for (int i = 0; i < shards.size(); i++) {
      arguments[3 + i] = spec.ordered() ? Words.utf8(shards.get(i)) : NONE;
    }
    return Script.READ.list(redis, keys(shards), arguments);
  }

  /**
   * Reads one shard of those that all members share, in the form of {@link #read}; empty when there
   * is nothing. By the plain command: Lua would turn every field over twice. What a member takes
   * after it has lost its lease, the next one claims from it.
   */
  CompletionStage<List<Object>> readShared(Connection redis, Tenure tenure, int count, int shard) {
    CommandArgs<String, byte[]> arguments =
        new CommandArgs<>(Link.CODEC)
            .add("GROUP")
            .add(group)
            .add(tenure.name)
            .add("COUNT")
            .add(count)
            .add("STREAMS")
            .addKey(keys.shard(shard))
            .add(">");
    return redis
        .watched(
            redis
                .commands()
                .dispatch(CommandType.XREADGROUP, new NestedMultiOutput<>(Link.CODEC), arguments))
        .thenApply(GroupScripts::asRead);
  }

  private static List<Object> asRead(List<Object> streams) {
    Object first = streams.isEmpty() ? null : streams.get(0);
    if (first == null) {
      return List.of();
    }
    // The newer protocol gives a map of the streams, the older one pairs.
    Object entries = first instanceof List<?> pair ? pair.get(1) : streams.get(1);
    return List.of("read", 0L, entries);
  }

  CompletionStage<List<Object>> claim(
      Connection redis, Tenure tenure, int count, List<Integer> shards) {
    byte[][] arguments = arguments(tenure, count, shards);
    for (int i = 0; i < shards.size(); i++) {
      arguments[3 + i] = spec.ordered() ? Words.utf8(tenure.claimsAfter(shards.get(i))) : NONE;
    }
    return Script.CLAIM.list(redis, keys(shards), arguments);
  }

  CompletionStage<Long> leave(Connection redis, String member) {
    return Script.LEAVE.number(
        redis, keys.before(keys.group(spec.name())), group, Words.utf8(member));
  }

  private byte[][] arguments(Tenure tenure, int count, List<Integer> shards) {
    byte[][] arguments = new byte[3 + shards.size()][];
    arguments[0] = group;
    arguments[1] = Words.utf8(tenure.name);
    arguments[2] = Words.utf8(count);
    return arguments;
  }

  private String[] keys(List<Integer> shards) {
    String[] all = new String[shards.size() + 1];
    all[0] = keys.group(spec.name());
    for (int i = 0; i < shards.size(); i++) {
      all[i + 1] = keys.shard(shards.get(i));
    }
    return all;
  }
}
