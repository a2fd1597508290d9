package dev.serai.hub;

import dev.serai.bus.GroupSpec;
import dev.serai.bus.Profile;
import dev.serai.component.FailureRules;
import dev.serai.component.HubServices;
import dev.serai.config.Connector;
import dev.serai.config.HubConfig;
import dev.serai.config.Subscription;
import dev.serai.delivery.Dispatcher;
import dev.serai.delivery.Policy;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.SeenIds;
import dev.serai.normalize.Normalizer;
import dev.serai.normalize.Normalizers;
import dev.serai.outbound.Courier;
import dev.serai.sanitize.Sanitizer;
import dev.serai.source.CloudEventsHandler;
import dev.serai.source.WebhookHandler;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** What the endpoints are given, made of the configuration and the open rooms. */
final class LiveServices implements HubServices, AutoCloseable {

  private static final String DEFAULT = "default";

  private final HubConfig config;
  private final Ledger ledger;
  private final Dispatcher dispatcher;
  private final DoorConnections doors;
  private final InstantSource clock;
  private final Profile profile;
  private final Path normalizers;
  private final Set<String> refusals = ConcurrentHashMap.newKeySet();
  private final Map<String, Policy> policies = new TreeMap<>();
  private final Map<String, LiveSubscription> subscriptions = new TreeMap<>();
  private final ExecutorService executor;

  LiveServices(
      HubConfig config,
      Ledger ledger,
      Dispatcher dispatcher,
      DoorConnections doors,
      Courier courier,
      InstantSource clock) {
    this.config = config;
    this.ledger = ledger;
    this.dispatcher = dispatcher;
    this.doors = doors;
    this.clock = clock;
    this.profile = Bindings.profile(config.broker(), config.brokerSettings());
    this.normalizers = config.file().resolveSibling("normalizers");
    policies.put(DEFAULT, Policy.ofDefaults());
    policies.put(SubscriptionRoutes.POLICY, SubscriptionRoutes.policy());
    for (Subscription each : config.subscriptions().values()) {
      if (each.off().isEmpty()) {
        subscriptions.put(each.name(), live(each, courier));
      }
    }
    config.policies().forEach((name, policy) -> policies.put(name, Translate.policy(name, policy)));
    AtomicInteger count = new AtomicInteger();
    // As many threads as exchanges wait for the bus at once, which the groups' concurrency bounds:
    // a fixed pool could end up
    // with every thread in a step that itself waits for a publish.
    executor =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "serai-route-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  private LiveSubscription live(Subscription subscription, Courier courier) {
    try {
      return new LiveSubscription(
          subscription.name(),
          subscription.url().toString(),
          courier.to(Translate.subscriber(subscription)),
          ledger.subscriptions());
    } catch (IllegalArgumentException e) {
      throw new HubException(
          "subscriptions.%s.secrets: %s".formatted(subscription.name(), e.getMessage()), e);
    }
  }

  @Override
  public LiveSubscription subscription(String name) {
    LiveSubscription found = subscriptions.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "webhook-out:%s names no subscription of %s that is on; those are %s"
              .formatted(name, config.file(), subscriptions.keySet()));
    }
    return found;
  }

  @Override
  public Dispatcher dispatcher() {
    return dispatcher;
  }

  @Override
  public Optional<Policy> policy(String name) {
    return Optional.ofNullable(policies.get(name));
  }

  @Override
  public Set<String> policyNames() {
    return policies.keySet();
  }

  @Override
  public FailureRules failureRules(String policy) {
    HubConfig.PolicyConfig found = config.policies().get(policy);
    return found == null ? FailureRules.DEFAULTS : Translate.rules(found);
  }

  @Override
  public boolean ordered(String channel) {
    HubConfig.Channel found = config.channels().get(channel);
    return found != null && found.order() == HubConfig.Order.KEY;
  }

  @Override
  public void admit(GroupSpec group) {
    List<String> found = GroupNeeds.refusals(profile, group);
    if (!found.isEmpty()) {
      refusals.addAll(found);
      throw new IllegalArgumentException(
          "the broker '%s' cannot serve it: %s"
              .formatted(config.broker(), String.join("; ", found)));
    }
  }

  /** What the broker cannot serve of the groups that routes asked for so far, sorted. */
  List<String> refusals() {
    return refusals.stream().sorted().toList();
  }

  @Override
  public AutoCloseable connect(
      String scheme, String connector, WebhookHandler webhooks, CloudEventsHandler events) {
    known(scheme, connector);
    return doors.connect(connector, webhooks, events);
  }

  @Override
  public Sanitizer sanitizer(String scheme, String connector) {
    return new Sanitizer(Translate.rules(known(scheme, connector).sanitize()));
  }

  private Connector known(String scheme, String connector) {
    Connector found = config.connectors().get(connector);
    if (found == null) {
      throw new IllegalArgumentException(
          "%s:%s names no connector of %s; known: %s"
              .formatted(scheme, connector, config.file(), config.connectors().keySet()));
    }
    if (!found.scheme().equals(scheme)) {
      throw new IllegalArgumentException(
          "the connector '%s' is no %s; write from: %s:%s"
              .formatted(connector, scheme, found.scheme(), connector));
    }
    return found;
  }

  @Override
  public Normalizer normalizer(String name, String vocabulary) {
    Normalizers.Vocabulary wanted =
        switch (vocabulary) {
          case "hub" -> Normalizers.Vocabulary.HUB;
          case "native" -> Normalizers.Vocabulary.NATIVE;
          case "cdevents" -> Normalizers.Vocabulary.CDEVENTS;
          default ->
              throw new IllegalArgumentException(
                  "normalize:%s has no vocabulary '%s'; write hub, native or cdevents"
                      .formatted(name, vocabulary));
        };
    return Normalizers.load(name, wanted, normalizers);
  }

  @Override
  public CompletionStage<Void> recordIgnored(
      String connector, String deliveryId, String event, String reason) {
    return ledger
        .seen()
        .ignored(new SeenIds.Ignored(connector, deliveryId, event, reason, clock.instant()));
  }

  @Override
  public Executor executor() {
    return executor;
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
