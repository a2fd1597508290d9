package dev.serai.bus.redis;

import dev.serai.event.Extensions;
import dev.serai.event.HubEvent;
import java.util.Arrays;

/**
 * Where things of one channel stand in Redis. All keys have the same hash tag, so that a Cluster
 * keeps them on one node and a script may touch several.
 */
record ChannelKeys(String prefix, String channel, int shards) {

  static String channel(String prefix, String channel) {
    return prefix + ":{" + channel + "}";
  }

  /** What is known of the channel: its number of shards, the places of its groups. */
  String channelKey() {
    return channel(prefix, channel);
  }

  String shard(int number) {
    return channelKey() + ":" + number;
  }

  /** Who is a member of the group, and who has which shard. */
  String group(String name) {
    return channelKey() + ":group:" + name;
  }

  String once(String digest) {
    return channelKey() + ":once:" + digest;
  }

  String unreadable() {
    return channelKey() + ":unreadable";
  }

  /** The streams of all shards. */
  String[] streams() {
    return before();
  }

  /** These keys, then all shards. */
  String[] before(String... first) {
    String[] keys = Arrays.copyOf(first, first.length + shards);
    for (int i = 0; i < shards; i++) {
      keys[first.length + i] = shard(i);
    }
    return keys;
  }

  /**
   * Events of one key share a shard, and so do events of one source that have none: what arrived in
   * order stays in order. FNV-1a, because others must find the same shard.
   */
  int shardOf(HubEvent event) {
    String key = Extensions.partitionKey(event);
    byte[] text = Words.utf8(key == null ? event.source() : key);
    int hash = 0x811c9dc5;
    for (byte b : text) {
      hash = (hash ^ (b & 0xff)) * 0x01000193;
    }
    return Integer.remainderUnsigned(hash, shards);
  }
}
