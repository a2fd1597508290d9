package dev.serai.bus.embedded;

import dev.serai.bus.Capabilities;
import dev.serai.bus.Deviation;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Need;
import dev.serai.bus.Profile;
import dev.serai.bus.Support;
import java.util.List;

/** The bus on the ledger does everything itself. */
record EmbeddedProfile(EmbeddedBindingConfig config) implements Profile {

  @Override
  public Capabilities capabilities() {
    return new Capabilities(true, true, config.maxEventBytes());
  }

  @Override
  public Support support(Need need) {
    return switch (need) {
      case DURABLE -> Support.byBroker("one transaction of the ledger, synced to the disk");
      case FAN_OUT -> Support.byBroker("a cursor for each group in the event log");
      case EARLIEST -> Support.byBroker("the event log, as far as the channel's retention goes");
      case ORDER -> Support.byBroker("a group is fetched by one hub, in the order of the log");
      case ONCE -> Support.byBroker("in the same transaction as the publish");
      case CRASH -> Support.byBroker("from the group's cursor on");
      case LAG -> Support.byBroker("count and age from the event log");
      case SEVERAL_HUBS ->
          Support.refused("one hub at a time has the ledger's file; choose another broker");
    };
  }

  @Override
  public List<String> refusals(GroupSpec group) {
    return List.of();
  }

  @Override
  public List<String> creates(String channel) {
    return List.of("channel '" + channel + "' in the ledger's event log");
  }

  @Override
  public List<String> creates(GroupSpec group) {
    return List.of("a cursor '%s' on channel '%s'".formatted(group.name(), group.channel()));
  }

  @Override
  public List<Deviation> deviations() {
    return List.of(
        new Deviation("one-hub", "the groups are served by one hub, the one that has the ledger."));
  }
}
