package dev.serai.hub;

import dev.serai.config.Connector;
import dev.serai.config.HubConfig;
import dev.serai.config.InvalidConfigException;
import dev.serai.config.Known;
import dev.serai.config.Place;
import dev.serai.config.PolledConnector;
import dev.serai.config.Problem;
import dev.serai.delivery.Dispatcher;
import dev.serai.normalize.Normalizers;
import dev.serai.routes.Mention;
import dev.serai.routes.Mention.Kind;
import dev.serai.routes.RouteCheck;
import dev.serai.routes.Suggestions;
import dev.serai.source.scheme.Schemes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Holds the configuration against what this hub has: bindings, schemes, normalizers, routes. */
public final class ConfigCheck {

  private static final String DEFAULT_POLICY = "default";

  private ConfigCheck() {}

  /**
   * As {@link HubConfig#load(Path, Function)}, with every name checked that the hub knows, and
   * every normalizer that a connector names.
   */
  public static HubConfig load(Path file, Function<String, String> env) {
    Path normalizers = file.resolveSibling("normalizers");
    Known known =
        new Known(
            Bindings.names(),
            Set.copyOf(Schemes.names()),
            Normalizers.names(normalizers),
            ConfigCheck::objection);
    HubConfig config = HubConfig.load(file, env, known);
    if (Files.isDirectory(normalizers)) {
      checkNormalizers(config, normalizers);
    }
    return config;
  }

  /**
   * The files of the user's own folder can be wrong; of two connectors with one it is told once.
   */
  private static void checkNormalizers(HubConfig config, Path folder) {
    Map<String, Problem> problems = new LinkedHashMap<>();
    for (Connector connector : config.connectors().values()) {
      try {
        load(connector, folder);
      } catch (IllegalArgumentException e) {
        problems.putIfAbsent(
            e.getMessage(),
            new Problem(
                new Place(config.file().toString(), 0, 0),
                "connectors.%s.normalize: %s".formatted(connector.name(), e.getMessage())));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(List.copyOf(problems.values()));
    }
  }

  private static void load(Connector connector, Path folder) {
    if (connector instanceof Connector.Webhook webhook && webhook.normalize() != null) {
      load(webhook.normalize(), webhook.vocabulary(), folder);
    } else if (connector instanceof Connector.CloudEvents events && events.normalize() != null) {
      load(events.normalize(), Connector.Vocabulary.HUB, folder);
    } else if (connector instanceof PolledConnector polled && polled.normalize() != null) {
      load(polled.normalize(), polled.vocabulary(), folder);
    }
  }

  private static void load(String name, Connector.Vocabulary vocabulary, Path folder) {
    Normalizers.load(name, Normalizers.Vocabulary.valueOf(vocabulary.name()), folder);
  }

  private static String objection(Connector.Verify verify) {
    try {
      Schemes.check(Translate.scheme(verify));
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** What does not fit together, empty when all does; {@code routes} must be without problems. */
  public static List<String> mismatches(HubConfig config, RouteCheck.Result routes) {
    List<String> found = new ArrayList<>(settings(config));
    try {
      config.checkUsed(
          routes.names(Kind.POLICY), routes.names(Kind.CONSUMED_CHANNEL, Kind.PUBLISHED_CHANNEL));
    } catch (InvalidConfigException e) {
      e.problems().stream().map(Problem::toString).forEach(found::add);
    }
    Set<String> policies = new TreeSet<>(config.policies().keySet());
    policies.add(DEFAULT_POLICY);
    Set<String> published = published(config, routes);
    for (Mention mention : routes.mentions()) {
      String message =
          switch (mention.kind()) {
            case POLICY ->
                policies.contains(mention.name()) ? null : noPolicy(mention, config, policies);
            case CONNECTOR ->
                config.connectors().containsKey(mention.name())
                    ? null
                    : noConnector(mention, config);
            case CONSUMED_CHANNEL -> mistyped(mention, published);
            case PUBLISHED_CHANNEL -> null;
          };
      if (message != null) {
        found.add(mention.problem(message).toString());
      }
    }
    Set<String> consumed = routes.names(Kind.CONNECTOR);
    for (Connector connector : config.connectors().values()) {
      if (connector.channel() == null && !consumed.contains(connector.name())) {
        found.add(
            "%s: nothing takes what comes to the connector '%s'; give it a channel, or begin a route with %s:%s"
                .formatted(config.file(), connector.name(), connector.scheme(), connector.name()));
      }
    }
    return found;
  }

  /** What does not do of the settings of brokers that the hub will open. */
  private static List<String> settings(HubConfig config) {
    List<String> found = new ArrayList<>();
    for (String broker : both(config.broker(), config.draining())) {
      try {
        Bindings.profile(broker, config.brokerSettings(broker));
      } catch (IllegalArgumentException e) {
        found.add(config.file() + ": " + e.getMessage());
      }
    }
    return found;
  }

  private static List<String> both(String broker, List<String> draining) {
    List<String> all = new ArrayList<>(List.of(broker));
    all.addAll(draining);
    return all;
  }

  private static String noPolicy(Mention mention, HubConfig config, Set<String> policies) {
    return "the policy '%s' is not defined in %s%s"
        .formatted(mention.name(), config.file(), Suggestions.nearest(mention.name(), policies));
  }

  private static String noConnector(Mention mention, HubConfig config) {
    return "webhook:%s names no connector of %s%s"
        .formatted(
            mention.name(),
            config.file(),
            Suggestions.nearest(mention.name(), config.connectors().keySet()));
  }

  /** Others may publish to the channel of the same broker, so only a likely slip is one. */
  private static String mistyped(Mention mention, Set<String> published) {
    String near = Suggestions.near(mention.name(), published);
    return near == null || published.contains(mention.name())
        ? null
        : "nothing here publishes to the channel '%s'; did you mean '%s'? If another hub publishes to it, name it under channels: in connectors.yaml"
            .formatted(mention.name(), near);
  }

  private static Set<String> published(HubConfig config, RouteCheck.Result routes) {
    Set<String> channels = new TreeSet<>(routes.names(Kind.PUBLISHED_CHANNEL));
    channels.addAll(config.channels().keySet());
    channels.add(Dispatcher.DEAD_LETTER_CHANNEL);
    for (Connector connector : config.connectors().values()) {
      if (connector.channel() != null) {
        channels.add(connector.channel());
      }
    }
    return channels;
  }
}
