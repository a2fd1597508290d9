package dev.serai.bus.redis;

import dev.serai.bus.BrokerSettings;
import dev.serai.bus.Capabilities;
import dev.serai.bus.Deviation;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Need;
import dev.serai.bus.Profile;
import dev.serai.bus.Support;
import java.util.List;

/** What Redis Streams have, and what scripts add. */
record RedisProfile(RedisBindingConfig config) implements Profile {

  @Override
  public Capabilities capabilities() {
    return new Capabilities(true, false, config.maxEventBytes());
  }

  @Override
  public Support support(Need need) {
    return switch (need) {
      case DURABLE -> Support.byBroker("XADD; when that reaches the disk is appendfsync's affair");
      case FAN_OUT -> Support.byBroker("a consumer group on each shard");
      case EARLIEST ->
          Support.byBroker(
              "entries stay for %s after every group has settled them"
                  .formatted(BrokerSettings.text(config.keep())));
      case ORDER ->
          Support.byHub(
              "%d shards for a channel, each held by one member under a lease"
                  .formatted(config.shards()));
      case ONCE ->
          Support.byHub(
              "a key for each id, for %s, in the same step as the publish"
                  .formatted(BrokerSettings.text(config.onceFor())));
      case CRASH -> Support.byHub("others take over when a member's lease has ended");
      case LAG -> Support.byBroker("count and age; the count may be unknown above 10,000 in 6.2");
      case SEVERAL_HUBS -> Support.byBroker("consumers of one group");
    };
  }

  @Override
  public List<String> refusals(GroupSpec group) {
    return List.of();
  }

  @Override
  public List<String> creates(String channel) {
    ChannelKeys keys = new ChannelKeys(config.prefix(), channel, config.shards());
    return List.of(
        "streams %s to %s, unless the channel has another number of shards already"
            .formatted(keys.shard(0), keys.shard(config.shards() - 1)));
  }

  @Override
  public List<String> creates(GroupSpec group) {
    ChannelKeys keys = new ChannelKeys(config.prefix(), group.channel(), config.shards());
    return List.of(
        "group %s on each stream of %s, and %s"
            .formatted(group.name(), keys.channelKey(), keys.group(group.name())));
  }

  @Override
  public List<Deviation> deviations() {
    return List.of(
        new Deviation(
            "fsync",
            "with appendfsync everysec, the default, a machine that loses its power may lose the"
                + " last second of what it has confirmed; 'always' keeps the promise."));
  }
}
