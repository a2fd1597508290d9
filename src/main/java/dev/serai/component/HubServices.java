package dev.serai.component;

import dev.serai.bus.GroupSpec;
import dev.serai.delivery.Dispatcher;
import dev.serai.delivery.Policy;
import dev.serai.normalize.Normalizer;
import dev.serai.sanitize.Sanitizer;
import dev.serai.source.CloudEventsHandler;
import dev.serai.source.WebhookHandler;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * What the endpoints need of the hub; bound in the Camel registry under {@link #NAME}. Safe for all
 * threads.
 */
public interface HubServices {

  /** The name in the registry. */
  String NAME = "serai";

  Dispatcher dispatcher();

  /** The policy with this name, empty when the configuration has none. */
  Optional<Policy> policy(String name);

  Set<String> policyNames();

  /** Which failures of a policy's groups are poison. */
  FailureRules failureRules(String policy);

  /** Whether groups on this channel are ordered by key unless their route says otherwise. */
  boolean ordered(String channel);

  /**
   * Looks whether the broker can serve the group; throws {@link IllegalArgumentException} with the
   * way out when it cannot.
   */
  void admit(GroupSpec group);

  /**
   * Connects a connector to a route; closing the result disconnects it.
   *
   * @param scheme how the route addresses it; throws {@link IllegalArgumentException} when that
   *     does not fit the connector
   */
  AutoCloseable connect(
      String scheme, String connector, WebhookHandler webhooks, CloudEventsHandler events);

  /**
   * The normalizer of this name in this vocabulary ({@code hub}, {@code native} or {@code
   * cdevents}).
   */
  Normalizer normalizer(String name, String vocabulary);

  /**
   * The subscription of this name.
   *
   * @throws IllegalArgumentException telling the known ones
   */
  OutgoingSubscription subscription(String name);

  /**
   * What is taken out of a connector's messages. Throws {@link IllegalArgumentException} as {@link
   * #connect} does.
   */
  Sanitizer sanitizer(String scheme, String connector);

  /** Records durably that a delivery was accepted and gave no event. */
  CompletionStage<Void> recordIgnored(
      String connector, String deliveryId, String event, String reason);

  /** Where routes go on after the bus has answered; never the ledger's writer thread. */
  Executor executor();
}
