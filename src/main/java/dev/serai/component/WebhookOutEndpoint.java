package dev.serai.component;

import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Post events as signed webhooks to the subscriber that a subscription of the hub names. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "webhook-out",
    title = "Webhook Out",
    syntax = "webhook-out:subscription",
    producerOnly = true,
    category = {Category.HTTP},
    headersClass = BusConstants.class)
public class WebhookOutEndpoint extends DefaultEndpoint {

  @UriPath(description = "Name of the subscription, as configured under subscriptions")
  @Metadata(required = true)
  private final String subscription;

  public WebhookOutEndpoint() {
    this.subscription = null;
  }

  WebhookOutEndpoint(String uri, Component component, String subscription) {
    super(uri, component);
    this.subscription = subscription;
  }

  @Override
  public Producer createProducer() {
    HubServices services = BusComponent.services(getCamelContext());
    return new WebhookOutProducer(this, services.subscription(subscription), services.executor());
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "webhook-out:%s can only be a step: write to: webhook-out:%s; what comes in is from: webhook:<connector>"
            .formatted(subscription, subscription));
  }

  public String getSubscription() {
    return subscription;
  }
}
