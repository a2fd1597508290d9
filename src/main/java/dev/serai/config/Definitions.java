package dev.serai.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where channels and policies are defined.
 *
 * @param channelsOfConnectors channels that a connector feeds or a subscription sends
 * @param policiesOfSubscriptions policies that a subscription names
 */
public record Definitions(
    Map<String, Place> channels,
    Map<String, Place> policies,
    Set<String> channelsOfConnectors,
    Set<String> policiesOfSubscriptions) {

  /** The policy of routes that name none. */
  static final String DEFAULT_POLICY = "default";

  void checkUsed(Set<String> policiesUsedByRoutes, Set<String> channelsUsedByRoutes) {
    List<Problem> unused = new ArrayList<>();
    policies.forEach(
        (name, place) -> {
          if (!policiesUsedByRoutes.contains(name)
              && !policiesOfSubscriptions.contains(name)
              && !name.equals(DEFAULT_POLICY)) {
            unused.add(
                new Problem(
                    place,
                    "the policy '%s' is used by no route; remove it, or name it in a route: policy: %s"
                        .formatted(name, name)));
          }
        });
    channels.forEach(
        (name, place) -> {
          if (!channelsUsedByRoutes.contains(name) && !channelsOfConnectors.contains(name)) {
            unused.add(
                new Problem(
                    place,
                    "the channel '%s' is used by no connector and no route; remove it, or use it: channel: %s in a connector, bus:%s in a route"
                        .formatted(name, name, name)));
          }
        });
    if (!unused.isEmpty()) {
      throw new InvalidConfigException(unused);
    }
  }
}
