package dev.serai.component;

import dev.serai.event.HubEvent;
import dev.serai.outbound.Answer;
import io.cloudevents.CloudEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.DefaultAsyncProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts the event of an exchange; an answer other than 2xx is a failure of the exchange. */
final class WebhookOutProducer extends DefaultAsyncProducer {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookOutProducer.class);

  private final OutgoingSubscription subscription;
  private final Executor executor;

  WebhookOutProducer(
      WebhookOutEndpoint endpoint, OutgoingSubscription subscription, Executor executor) {
    super(endpoint);
    this.subscription = subscription;
    this.executor = executor;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    CompletionStage<Void> done;
    try {
      if (subscription.isDisabled()) {
        callback.done(true);
        return true;
      }
      done = subscription.post(event(exchange)).thenComposeAsync(this::settled, executor);
    } catch (RuntimeException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
    done.whenCompleteAsync(
        (nothing, failure) -> {
          if (failure != null) {
            exchange.setException(
                failure instanceof CompletionException && failure.getCause() != null
                    ? failure.getCause()
                    : failure);
          }
          callback.done(false);
        },
        executor);
    return false;
  }

  /** The event that the route was started with, with the data that it has now. */
  private static CloudEvent event(Exchange exchange) {
    CloudEvent event = exchange.getProperty(BusConstants.EVENT, CloudEvent.class);
    if (event == null) {
      throw new IllegalArgumentException(
          "webhook-out: needs an event: begin the route with from: bus:<channel>, or publish with to: bus:<channel> and let the subscription take it from there");
    }
    HubEvent whole = HubEvent.copyOf(event);
    Object body = exchange.getMessage().getBody();
    if (body == whole.data()) {
      return whole;
    }
    return HubEvent.builder(whole).data(exchange.getMessage().getBody(byte[].class)).build();
  }

  private CompletionStage<Void> settled(Answer answer) {
    if (answer.isTaken()) {
      return CompletableFuture.completedFuture(null);
    }
    HttpOperationFailedException refusal =
        new HttpOperationFailedException(
            subscription.url(), answer.status(), null, null, answer.headers(), null);
    if (!answer.isGone()) {
      return CompletableFuture.failedFuture(refusal);
    }
    String told =
        "subscription '%s': %s answered 410, it wants no more events; the subscription is disabled until you say: serai subscriptions enable %s"
            .formatted(subscription.name(), subscription.url(), subscription.name());
    return subscription
        .disable("the receiver answered 410 Gone")
        .thenCompose(
            changed -> {
              if (changed) {
                LOG.warn(told);
              }
              return CompletableFuture.failedFuture(new RuntimeCamelException(told, refusal));
            });
  }
}
