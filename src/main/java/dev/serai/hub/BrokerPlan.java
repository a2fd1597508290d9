package dev.serai.hub;

import dev.serai.bus.Deviation;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Need;
import dev.serai.bus.Profile;
import dev.serai.bus.Support;
import dev.serai.config.Connector;
import dev.serai.config.HubConfig;
import dev.serai.routes.DeclaredGroup;
import dev.serai.routes.Mention;
import dev.serai.routes.RouteCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.util.TimeUtils;

/**
 * What routes and connectors need of a broker and who meets it, worked out without I/O but for the
 * files. What is refused here keeps a hub from starting, by the same code.
 *
 * @param deployment needs that do not come from one route
 * @param creates what will stand on the broker, in its own words
 * @param maxEventBytes the largest event on this broker
 * @param portableBytes the largest event that every broker takes, as far as it is configured
 * @param refusals empty when a hub can start
 */
public record BrokerPlan(
    String broker,
    List<PlannedGroup> groups,
    List<PlannedNeed> deployment,
    List<String> creates,
    int maxEventBytes,
    int portableBytes,
    List<Deviation> deviations,
    List<String> notes,
    List<String> refusals) {

  private static final Duration USUAL_DEADLINE = Duration.ofSeconds(60);

  /** A need and who meets it. */
  public record PlannedNeed(Need need, Support support) {}

  /** A group, where it is declared, and what it needs. */
  public record PlannedGroup(
      String file, int line, GroupSpec group, List<PlannedNeed> needs, List<String> refusals) {}

  /** {@code routes} must be without problems. Throws {@link HubException} for an unknown broker. */
  public static BrokerPlan of(HubConfig config, String broker, RouteCheck.Result routes) {
    Profile profile = profile(config, broker);
    List<PlannedGroup> groups =
        Stream.concat(routes.groups().stream(), SubscriptionRoutes.groups(config).stream())
            .map(each -> planned(each, config, profile))
            .toList();
    return new BrokerPlan(
        broker,
        groups,
        deployment(config, profile),
        creates(config, routes, groups, profile),
        profile.capabilities().maxEventBytes(),
        portable(config, profile),
        profile.deviations(),
        notes(config, profile.capabilities().maxEventBytes()),
        groups.stream().flatMap(group -> group.refusals().stream()).toList());
  }

  private static Profile profile(HubConfig config, String broker) {
    try {
      return Bindings.profile(broker, config.brokerSettings(broker));
    } catch (IllegalArgumentException e) {
      throw new HubException(e.getMessage(), e);
    }
  }

  private static PlannedGroup planned(DeclaredGroup declared, HubConfig config, Profile profile) {
    GroupSpec group = spec(declared, config);
    return new PlannedGroup(
        declared.file(),
        declared.line(),
        group,
        GroupNeeds.of(group).stream()
            .map(need -> new PlannedNeed(need, profile.support(need)))
            .toList(),
        GroupNeeds.refusals(profile, group));
  }

  private static GroupSpec spec(DeclaredGroup declared, HubConfig config) {
    HubConfig.Channel channel = config.channels().get(declared.channel());
    String usual = channel != null && channel.order() == HubConfig.Order.KEY ? "key" : "none";
    return new GroupSpec(
        declared.channel(),
        declared.name(),
        declared.options().getOrDefault("from", "latest").equals("earliest")
            ? GroupSpec.From.EARLIEST
            : GroupSpec.From.LATEST,
        declared.options().getOrDefault("order", usual).equals("key"),
        deadline(declared.options().get("ackDeadline")));
  }

  private static Duration deadline(String text) {
    return text == null || text.contains("{{")
        ? USUAL_DEADLINE
        : Duration.ofMillis(TimeUtils.toMilliSeconds(text));
  }

  private static List<PlannedNeed> deployment(HubConfig config, Profile profile) {
    Set<Need> needs = EnumSet.of(Need.DURABLE, Need.LAG, Need.SEVERAL_HUBS);
    if (!config.connectors().isEmpty()) {
      needs.add(Need.ONCE);
    }
    return needs.stream().map(need -> new PlannedNeed(need, profile.support(need))).toList();
  }

  private static List<String> creates(
      HubConfig config, RouteCheck.Result routes, List<PlannedGroup> groups, Profile profile) {
    Set<String> channels =
        new TreeSet<>(routes.names(Mention.Kind.CONSUMED_CHANNEL, Mention.Kind.PUBLISHED_CHANNEL));
    config.connectors().values().stream()
        .filter(each -> each.off().isEmpty() && each.channel() != null)
        .forEach(each -> channels.add(each.channel()));
    groups.forEach(group -> channels.add(group.group().channel()));
    Set<String> lines = new LinkedHashSet<>();
    for (String channel : channels) {
      lines.addAll(profile.creates(channel));
      groups.stream()
          .filter(group -> group.group().channel().equals(channel))
          .forEach(group -> lines.addAll(profile.creates(group.group())));
    }
    return List.copyOf(lines);
  }

  private static int portable(HubConfig config, Profile chosen) {
    return Bindings.names().stream()
        .map(name -> largest(config, name))
        .flatMapToInt(OptionalInt::stream)
        .reduce(chosen.capabilities().maxEventBytes(), Math::min);
  }

  /** A broker without an address yet says nothing about sizes. */
  private static OptionalInt largest(HubConfig config, String broker) {
    try {
      Profile profile = Bindings.profile(broker, config.brokerSettings(broker));
      return OptionalInt.of(profile.capabilities().maxEventBytes());
    } catch (IllegalArgumentException e) {
      return OptionalInt.empty();
    }
  }

  private static List<String> notes(HubConfig config, int maxEventBytes) {
    List<String> notes = new ArrayList<>();
    for (Connector connector : config.connectors().values()) {
      if (connector instanceof Connector.Inbound inbound
          && inbound.off().isEmpty()
          && inbound.maxBytes() > maxEventBytes) {
        notes.add(
            "connector '%s' takes bodies of up to %,d bytes, the broker events of up to %,d; what lies between is answered 413"
                .formatted(inbound.name(), inbound.maxBytes(), maxEventBytes));
      }
    }
    for (String channel : config.unlogged()) {
      notes.add(
          "channel '%s' keeps no log (log: false): nothing of it can be replayed or looked back at"
              .formatted(channel));
    }
    return notes;
  }
}
