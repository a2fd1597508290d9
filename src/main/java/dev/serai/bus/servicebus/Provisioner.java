package dev.serai.bus.servicebus;

import com.azure.core.exception.ResourceExistsException;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationAsyncClient;
import com.azure.messaging.servicebus.administration.models.CreateSubscriptionOptions;
import com.azure.messaging.servicebus.administration.models.CreateTopicOptions;
import com.azure.messaging.servicebus.administration.models.SubscriptionProperties;
import dev.serai.bus.BusException;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.servicebus.ServiceBusBindingConfig.Provisioning;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Makes topics and subscriptions, or looks whether they are there, once for each. */
final class Provisioner {

  /** Service Bus gives a message up by itself after so many deliveries; it takes no larger. */
  static final int MOST_DELIVERIES = 2_000;

  private static final Duration SHORTEST_LOCK = Duration.ofSeconds(5);
  private static final Duration LONGEST_LOCK = Duration.ofMinutes(5);

  private final ServiceBusBindingConfig config;
  private final Clients clients;
  private final Map<String, CompletableFuture<Void>> topics = new ConcurrentHashMap<>();
  private ServiceBusAdministrationAsyncClient administration;

  Provisioner(ServiceBusBindingConfig config, Clients clients) {
    this.config = config;
    this.clients = clients;
  }

  synchronized ServiceBusAdministrationAsyncClient administration() {
    if (administration == null) {
      administration = clients.administration();
    }
    return administration;
  }

  /** How long a lock lasts, such that what a dead member had comes again within the deadline. */
  static Duration lock(GroupSpec group) {
    Duration deadline = group.ackDeadline();
    return deadline.compareTo(SHORTEST_LOCK) < 0
        ? SHORTEST_LOCK
        : deadline.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : deadline;
  }

  /** Completes when the channel's topic is there, as far as that is to be looked after. */
  CompletionStage<Void> topic(String channel) {
    if (config.provisioning() == Provisioning.NONE) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> known = topics.get(channel);
    if (known != null && !known.isCompletedExceptionally()) {
      return known;
    }
    return topics.compute(
        channel,
        (name, other) -> other == null || other.isCompletedExceptionally() ? ask(name) : other);
  }

  /** What was known of the channel does not hold any more. */
  void forget(String channel) {
    topics.remove(channel);
  }

  private CompletableFuture<Void> ask(String channel) {
    String topic = config.topic(channel);
    return quick(administration().getTopicExists(topic))
        .flatMap(there -> there ? Mono.<Void>empty() : makeTopic(topic))
        .toFuture();
  }

  private Mono<Void> makeTopic(String topic) {
    if (config.provisioning() == Provisioning.VERIFY) {
      return Mono.error(
          new BusException(
              "%s: topic '%s' is missing: make it, or set brokers.servicebus.provisioning to create"
                  .formatted(config.address(), topic),
              null));
    }
    CreateTopicOptions options = new CreateTopicOptions();
    if (!config.duplicates().isZero()) {
      options
          .setDuplicateDetectionRequired(true)
          .setDuplicateDetectionHistoryTimeWindow(config.duplicates());
    }
    return quick(administration().createTopic(topic, options))
        .then()
        .onErrorResume(ResourceExistsException.class, other -> Mono.empty());
  }

  /** Completes when the group's subscription is there and fits. */
  CompletionStage<Void> subscription(GroupSpec group) {
    if (config.provisioning() == Provisioning.NONE) {
      return CompletableFuture.completedFuture(null);
    }
    return topic(group.channel()).thenCompose(there -> subscriptionOf(group).toFuture());
  }

  private Mono<Void> subscriptionOf(GroupSpec group) {
    String topic = config.topic(group.channel());
    return quick(administration().getSubscription(topic, group.name()))
        .onErrorResume(
            failure ->
                Faults.isMissing(failure) ? makeSubscription(topic, group) : Mono.error(failure))
        .flatMap(found -> fitting(topic, group, found));
  }

  private Mono<SubscriptionProperties> makeSubscription(String topic, GroupSpec group) {
    if (config.provisioning() == Provisioning.VERIFY) {
      return Mono.error(
          new BusException(
              "%s: subscription '%s' of topic '%s' is missing: make it%s, or set brokers.servicebus.provisioning to create"
                  .formatted(
                      config.address(),
                      group.name(),
                      topic,
                      group.ordered() ? " with sessions" : " without sessions"),
              null));
    }
    CreateSubscriptionOptions options =
        new CreateSubscriptionOptions()
            .setLockDuration(lock(group))
            .setSessionRequired(group.ordered())
            .setMaxDeliveryCount(MOST_DELIVERIES)
            .setDeadLetteringOnMessageExpiration(false);
    return quick(administration().createSubscription(topic, group.name(), options))
        .onErrorResume(
            ResourceExistsException.class,
            other -> quick(administration().getSubscription(topic, group.name())));
  }

  private Mono<Void> fitting(String topic, GroupSpec group, SubscriptionProperties found) {
    if (found.isSessionRequired() != group.ordered()) {
      return Mono.error(
          new BusException(
              "%s: subscription '%s' of topic '%s' %s sessions, but the route %s order by key; that cannot be changed: let the group run empty and remove it, or give the route another group"
                  .formatted(
                      config.address(),
                      group.name(),
                      topic,
                      group.ordered() ? "has no" : "has",
                      group.ordered() ? "needs" : "needs no"),
              null));
    }
    boolean slow = found.getLockDuration().compareTo(lock(group)) > 0;
    if (slow && config.provisioning() == Provisioning.CREATE) {
      found.setLockDuration(lock(group));
      return quick(administration().updateSubscription(found)).then();
    }
    return Mono.empty();
  }

  <T> Mono<T> quick(Mono<T> asked) {
    return asked.timeout(config.timeout());
  }
}
