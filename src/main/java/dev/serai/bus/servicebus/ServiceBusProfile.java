package dev.serai.bus.servicebus;

import dev.serai.bus.BrokerSettings;
import dev.serai.bus.Capabilities;
import dev.serai.bus.Deviation;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Need;
import dev.serai.bus.Profile;
import dev.serai.bus.Support;
import java.util.List;

/** What Service Bus has, and what the binding adds. */
record ServiceBusProfile(ServiceBusBindingConfig config) implements Profile {

  @Override
  public Capabilities capabilities() {
    return new Capabilities(false, false, config.maxEventBytes());
  }

  @Override
  public Support support(Need need) {
    return switch (need) {
      case DURABLE -> Support.byBroker("a message is accepted when it is stored in three copies");
      case FAN_OUT -> Support.byBroker("a subscription for each group");
      case EARLIEST ->
          Support.byHub(
              "a topic keeps nothing for subscriptions to come: a new group gets what is published"
                  + " from then on, and older events by 'serai replay'");
      case ORDER ->
          Support.byBroker(
              "%d sessions, over which the keys of a channel are spread"
                  .formatted(config.sessions()));
      case ONCE ->
          Support.byHub(
              "ids that the ledger has seen; and the topic's duplicate detection against those that"
                  + " another hub has");
      case CRASH -> Support.byBroker("locks of messages and sessions end");
      case LAG -> Support.byBroker("the count of the subscription, and its oldest message");
      case SEVERAL_HUBS -> Support.byBroker("receivers of one subscription share it");
    };
  }

  @Override
  public List<String> refusals(GroupSpec group) {
    return List.of();
  }

  @Override
  public List<String> creates(String channel) {
    return List.of(
        "topic %s%s"
            .formatted(
                config.topic(channel),
                config.duplicates().isZero()
                    ? ""
                    : " with duplicate detection over "
                        + BrokerSettings.text(config.duplicates())));
  }

  @Override
  public List<String> creates(GroupSpec group) {
    return List.of(
        "subscription %s of topic %s, %s sessions, lock duration %s, max delivery count %d"
            .formatted(
                group.name(),
                config.topic(group.channel()),
                group.ordered() ? "with" : "without",
                BrokerSettings.text(Provisioner.lock(group)),
                Provisioner.MOST_DELIVERIES));
  }

  @Override
  public List<Deviation> deviations() {
    return List.of(
        new Deviation(
            "earliest",
            "a group that is new gets nothing that was published before it existed; replay it from"
                + " the ledger."),
        new Deviation(
            "publication-size",
            "events that are published together and do not fit into one batch, 256 KB in the"
                + " standard tier, must be at most 100."),
        new Deviation(
            "deadline",
            "a lock lasts 5 s to 5 min, so what a killed hub had may come again later than a"
                + " shorter ackDeadline says."),
        new Deviation(
            "delivery-count",
            "Service Bus itself gives up a message that was left unsettled "
                + Provisioner.MOST_DELIVERIES
                + " times; watch the dead-letter queues of the subscriptions."));
  }
}
