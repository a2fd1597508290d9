package dev.serai.hub;

import dev.serai.config.Connector;
import dev.serai.config.HubConfig;
import dev.serai.config.InvalidConfigException;
import dev.serai.config.Known;
import dev.serai.config.Problem;
import dev.serai.normalize.Normalizers;
import dev.serai.routes.RouteCheck;
import dev.serai.source.scheme.Schemes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Holds the configuration against what this hub has: bindings, schemes, normalizers, routes. */
public final class ConfigCheck {

  private static final String DEFAULT_POLICY = "default";

  private ConfigCheck() {}

  /** As {@link HubConfig#load(Path, Function)}, with every name checked that the hub knows. */
  public static HubConfig load(Path file, Function<String, String> env) {
    Known known =
        new Known(
            Bindings.names(),
            Set.copyOf(Schemes.names()),
            Normalizers.names(file.resolveSibling("normalizers")),
            ConfigCheck::objection);
    return HubConfig.load(file, env, known);
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
    List<String> found = new ArrayList<>();
    try {
      config.checkUsed(routes.policies(), routes.channels());
    } catch (InvalidConfigException e) {
      e.problems().stream().map(Problem::toString).forEach(found::add);
    }
    Set<String> policies = new TreeSet<>(config.policies().keySet());
    policies.add(DEFAULT_POLICY);
    for (String policy : routes.policies()) {
      if (!policies.contains(policy)) {
        found.add(
            "a route names the policy '%s', which %s does not define; known are %s"
                .formatted(policy, config.file(), String.join(", ", policies)));
      }
    }
    for (String connector : routes.connectors()) {
      if (!config.connectors().containsKey(connector)) {
        found.add(
            "a route consumes webhook:%s, but %s has no such connector; known are %s"
                .formatted(
                    connector, config.file(), String.join(", ", config.connectors().keySet())));
      }
    }
    for (Connector connector : config.connectors().values()) {
      if (connector.channel() == null && !routes.connectors().contains(connector.name())) {
        found.add(
            "%s: nothing takes what comes to the connector '%s'; give it a channel, or begin a route with webhook:%s"
                .formatted(config.file(), connector.name(), connector.name()));
      }
    }
    return found;
  }
}
