package dev.serai.component;

import dev.serai.outbound.Answer;
import io.cloudevents.CloudEvent;
import java.util.concurrent.CompletionStage;

/** One subscription of the hub's. Safe for all threads. */
public interface OutgoingSubscription {

  String name();

  /** Where it posts to, for messages. */
  String url();

  /** Whether nothing is to be sent; blocks for one short query. */
  boolean isDisabled();

  /** Disables it durably, until an operator enables it. */
  CompletionStage<Boolean> disable(String reason);

  /** Posts one event; fails when there is no answer. */
  CompletionStage<Answer> post(CloudEvent event);
}
