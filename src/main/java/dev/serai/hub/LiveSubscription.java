package dev.serai.hub;

import dev.serai.component.OutgoingSubscription;
import dev.serai.ledger.Subscriptions;
import dev.serai.outbound.Answer;
import dev.serai.outbound.Courier;
import io.cloudevents.CloudEvent;
import java.util.concurrent.CompletionStage;

/**
 * A subscription of the configuration, with the way to its receiver and its state in the ledger.
 */
record LiveSubscription(String name, String url, Courier.Route route, Subscriptions states)
    implements OutgoingSubscription {

  @Override
  public boolean isDisabled() {
    return states.disabled(name).isPresent();
  }

  @Override
  public CompletionStage<Boolean> disable(String reason) {
    return states.disable(name, reason);
  }

  @Override
  public CompletionStage<Answer> post(CloudEvent event) {
    return route.post(event);
  }
}
