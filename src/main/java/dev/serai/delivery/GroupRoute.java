package dev.serai.delivery;

import dev.serai.bus.GroupSpec;
import io.cloudevents.CloudEvent;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A group together with how its events are to be handled.
 *
 * @param route id of the route, for dead letters and logs
 * @param concurrency how many events may be in the handler at once, at least 1
 * @param filter events that it does not match are settled without a call
 */
public record GroupRoute(
    GroupSpec group, String route, int concurrency, Policy policy, Predicate<CloudEvent> filter) {

  public GroupRoute {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(filter, "filter");
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "concurrency of group '" + group.name() + "' must be at least 1, but is " + concurrency);
    }
  }
}
