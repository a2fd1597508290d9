package dev.serai.config;

import dev.serai.config.Connector.Inbound;
import dev.serai.config.HubConfig.Channel;
import dev.serai.config.HubConfig.Management;
import dev.serai.config.HubConfig.Order;
import dev.serai.config.HubConfig.PolicyConfig;
import dev.serai.config.HubConfig.Server;
import dev.serai.config.Section.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys at the top of {@code connectors.yaml}, and those of its short parts. */
final class HubKeys {

  private static final Key<String> MANAGEMENT_HOST =
      Key.of(
          "host", ServerKeys.host(), "127.0.0.1", "Address of health, metrics and administration.");
  private static final Key<Integer> MANAGEMENT_PORT =
      Key.of(
          "port",
          ServerKeys.port(),
          "${SERAI_MANAGEMENT_PORT:8081}",
          "Its port; 0 takes a free one.");
  private static final Section<Management> MANAGEMENT =
      new Section<>(
          "Health, metrics and administration, apart from the door and by default for this machine only.",
          List.of(MANAGEMENT_HOST, MANAGEMENT_PORT),
          (f, reading) -> new Management(f.get(MANAGEMENT_HOST), f.get(MANAGEMENT_PORT)));

  private static final Key<Order> ORDER =
      Key.of(
          "order",
          Types.choice(Order.class),
          "none",
          "`key`: events with the same `partitionkey` are settled one after the other, in the order they came.");
  private static final Key<Duration> RETENTION =
      Key.of(
          "retention",
          Types.duration("1m", "3650d"),
          "7d",
          "How long settled events are kept; unsettled ones are always kept.");
  private static final Key<Boolean> LOG =
      Key.of(
          "log",
          Types.flag(),
          "true",
          "`false`: events are forgotten once every group has settled them, so there is nothing to replay or to look back at, and no broker's events are copied into the ledger; dead letters stay.");
  private static final Section<Channel> CHANNEL =
      new Section<>(
          "A channel carries events from connectors and routes to every group that reads it.",
          List.of(ORDER, RETENTION, LOG),
          HubKeys::channel);

  private static final Key<String> BROKER =
      Key.of("broker", broker(), "${SERAI_BROKER:embedded}", "What carries the events.");
  private static final Key<Map<String, BrokerSettings>> BROKERS =
      Key.of(
          "brokers",
          Types.named("broker", new FreeForm()),
          "",
          "Settings by broker, checked by its binding; only those of the chosen one are used.");
  private static final Key<List<String>> DRAINING =
      Key.optional(
          "draining",
          Types.oneOrMore(broker()),
          "Brokers that are being left: nothing is published to them, and each group goes on with them until it has settled all it has there.");
  static final Key<LedgerConfig> LEDGER_KEY =
      Key.of("ledger", LedgerKeys.SECTION, "", "The hub's memory.");
  private static final Key<Server> SERVER_KEY =
      Key.of("server", ServerKeys.SERVER, "", "The door.");
  private static final Key<Management> MANAGEMENT_KEY =
      Key.of("management", MANAGEMENT, "", "Health, metrics and administration.");
  static final Key<Map<String, Channel>> CHANNELS =
      Key.of("channels", Types.named("channel", CHANNEL), "", "Channels by name.");
  private static final Key<Map<String, PolicyConfig>> POLICIES =
      Key.of("policies", Types.named("policy", PolicyKeys.POLICY), "", "Failure policies by name.");
  private static final Key<Map<String, Connector>> CONNECTORS =
      Key.of(
          "connectors",
          Types.named("connector", ConnectorKeys.CONNECTOR),
          "",
          "Connectors by name; a webhook comes in at `/webhooks/<name>`, CloudEvents at `/events/<name>`, the one named `events` also at `/events`; feeds and APIs are polled.");

  private static final Key<Map<String, Subscription>> SUBSCRIPTIONS =
      Key.of(
          "subscriptions",
          Types.named("subscription", SubscriptionKeys.SUBSCRIPTION),
          "",
          "Who gets the events of which channel as webhooks, by name.");

  private HubKeys() {}

  /** The whole file. */
  static Section<HubConfig> root(Path file) {
    return new Section<>(
        "The whole file. Every key may be left out.",
        List.of(
            BROKER,
            BROKERS,
            DRAINING,
            LEDGER_KEY,
            SERVER_KEY,
            MANAGEMENT_KEY,
            CHANNELS,
            POLICIES,
            CONNECTORS,
            SUBSCRIPTIONS),
        (f, reading) -> hub(file, f, reading));
  }

  /** Of the whole file only this; its defaults when the file says nothing of it. */
  static <T> T only(Key<T> key, Yaml root, Reading reading) throws Refusal {
    List<Yaml.Entry> given =
        root instanceof Yaml.Mapping mapping
            ? mapping.entries().stream().filter(entry -> entry.key().equals(key.name())).toList()
            : List.of();
    return new Section<>("", List.of(key), (f, within) -> f.get(key))
        .read(new Yaml.Mapping(root.place(), given, root.weight()), reading);
  }

  private static Channel channel(Fields f, Reading reading) throws Refusal {
    boolean log = f.get(LOG);
    Place retention = f.place(RETENTION);
    if (!log && retention != null) {
      throw new Refusal(
          retention,
          "%s has nothing to keep, because the channel has log: false; leave out one of the two"
              .formatted(reading.in(RETENTION.name()).path()));
    }
    return new Channel(f.get(ORDER), log ? f.get(RETENTION) : Duration.ZERO, log);
  }

  private static HubConfig hub(Path file, Fields f, Reading reading) throws Refusal {
    Server server = f.get(SERVER_KEY);
    Map<String, Connector> connectors = new LinkedHashMap<>();
    for (Connector c : f.get(CONNECTORS).values()) {
      connectors.put(c.name(), c instanceof Inbound door ? bounded(door, server, f.place()) : c);
    }
    Definitions definitions =
        new Definitions(
            reading.definitions("channel"),
            reading.definitions("policy"),
            Stream.concat(
                    connectors.values().stream().map(Connector::channel),
                    f.get(SUBSCRIPTIONS).values().stream().map(Subscription::channel))
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet()),
            f.get(SUBSCRIPTIONS).values().stream()
                .map(Subscription::policy)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet()));
    return new HubConfig(
        file,
        f.get(BROKER),
        f.get(BROKERS),
        draining(f),
        f.get(LEDGER_KEY),
        server,
        f.get(MANAGEMENT_KEY),
        f.get(CHANNELS),
        f.get(POLICIES),
        Collections.unmodifiableMap(connectors),
        f.get(SUBSCRIPTIONS),
        definitions);
  }

  private static List<String> draining(Fields f) throws Refusal {
    List<String> names = f.get(DRAINING) == null ? List.of() : f.get(DRAINING);
    if (names.contains(f.get(BROKER))) {
      throw new Refusal(
          f.place(),
          "draining names '%s', which is the broker itself; name the one that is being left"
              .formatted(f.get(BROKER)));
    }
    return names.stream().distinct().toList();
  }

  private static Inbound bounded(Inbound connector, Server server, Place place) throws Refusal {
    long most = server.maxInFlightBytes().orElse(Long.MAX_VALUE);
    if (connector.maxBytes() > most) {
      throw new Refusal(
          place,
          "connectors.%s.maxBytes (%s) is more than server.maxInFlightBytes (%s), so no body of that size would ever be let in; raise server.maxInFlightBytes or lower maxBytes"
              .formatted(
                  connector.name(), Quantity.text(connector.maxBytes()), Quantity.text(most)));
    }
    return connector.maxBytes() == 0 ? connector.withMaxBytes(server.maxBodyBytes()) : connector;
  }

  private static Type<String> broker() {
    return Types.known("broker", Known::brokers);
  }
}
