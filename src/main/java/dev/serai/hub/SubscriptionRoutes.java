package dev.serai.hub;

import dev.serai.config.HubConfig;
import dev.serai.config.Subscription;
import dev.serai.config.Subscription.Filter;
import dev.serai.delivery.Policy;
import dev.serai.outbound.Condition;
import dev.serai.routes.DeclaredGroup;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each subscription the hub's own route from its channel, and so a group of its own. */
final class SubscriptionRoutes {

  /** The policy of subscriptions that name none. */
  static final String POLICY = "serai-webhook-out";

  /** Before the name of a subscription: the group's and the route's name. */
  static final String GROUP = "subscription.";

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionRoutes.class);
  private static final String PREFIX = "serai-subscription-";

  private SubscriptionRoutes() {}

  /**
   * Twelve attempts, the last about two days after the first; a receiver that is down is let be.
   */
  static Policy policy() {
    return new Policy(
        POLICY,
        12,
        new Policy.Backoff(Duration.ofSeconds(5), 4, Duration.ofHours(8), 0.2),
        new Policy.Breaker(5, Duration.ofMinutes(1), Duration.ofMinutes(1)));
  }

  static void add(ModelCamelContext context, HubConfig config) {
    for (Subscription each : config.subscriptions().values()) {
      if (each.off().isPresent()) {
        LOG.warn("subscription {} is off: {}", each.name(), each.off().get());
      } else {
        add(context, each);
      }
    }
  }

  /** The groups that subscriptions make, but for those that are off. */
  static List<DeclaredGroup> groups(HubConfig config) {
    return config.subscriptions().values().stream()
        .filter(each -> each.off().isEmpty())
        .map(
            each ->
                new DeclaredGroup(
                    config.file().toString(),
                    0,
                    each.channel(),
                    GROUP + each.name(),
                    Map.of("from", from(each))))
        .toList();
  }

  private static String from(Subscription subscription) {
    return subscription.from().name().toLowerCase(Locale.ROOT);
  }

  private static void add(ModelCamelContext context, Subscription subscription) {
    String id = PREFIX + subscription.name();
    context.getRegistry().bind(id, condition(subscription.filters()));
    TemplatedRouteBuilder.builder(context, "serai-subscription")
        .routeId(id)
        .parameter("subscription", subscription.name())
        .parameter("channel", subscription.channel())
        .parameter("group", GROUP + subscription.name())
        .parameter("policy", subscription.policy() == null ? POLICY : subscription.policy())
        .parameter("from", from(subscription))
        .parameter("concurrency", Integer.toString(subscription.concurrency()))
        .parameter("condition", "#" + id)
        .add();
  }

  static Predicate<CloudEvent> condition(List<Filter> filters) {
    return filters.stream()
        .map(SubscriptionRoutes::condition)
        .reduce(Predicate::and)
        .orElse(event -> true);
  }

  private static Predicate<CloudEvent> condition(Filter filter) {
    return switch (filter.dialect()) {
      case EXACT -> Condition.exact(filter.attributes());
      case PREFIX -> Condition.prefix(filter.attributes());
      case SUFFIX -> Condition.suffix(filter.attributes());
      case ALL -> condition(filter.parts());
      case ANY ->
          filter.parts().stream()
              .map(SubscriptionRoutes::condition)
              .reduce(Predicate::or)
              .orElseThrow();
      case NOT -> condition(filter.parts().get(0)).negate();
    };
  }
}
