package dev.serai.component;

import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Receive what a connector's door lets in: verified webhook deliveries, or CloudEvents. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "webhook",
    title = "Webhook",
    syntax = "webhook:connector",
    consumerOnly = true,
    category = {Category.HTTP},
    headersClass = BusConstants.class)
public class WebhookEndpoint extends DefaultEndpoint {

  @UriPath(description = "Name of the connector in connectors.yaml")
  @Metadata(required = true)
  private final String connector;

  @UriParam(
      defaultValue = "true",
      description =
          "Whether a step of the route may block its thread. With false the route runs on the door's event loop: faster, but a step that blocks then stops every sender.")
  private boolean blocking = true;

  public WebhookEndpoint() {
    this.connector = null;
  }

  WebhookEndpoint(String uri, Component component, String connector) {
    super(uri, component);
    this.connector = connector;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(
        "webhook:%s can only be consumed: write from: webhook:%s".formatted(connector, connector));
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    WebhookConsumer consumer =
        new WebhookConsumer(
            this,
            processor,
            BusComponent.services(getCamelContext()),
            new WebhookConsumer.Way(
                "webhook",
                connector,
                blocking
                    ? WebhookConsumer.Threads.OF_ITS_OWN
                    : WebhookConsumer.Threads.OF_THE_CALLER));
    configureConsumer(consumer);
    return consumer;
  }

  public String getConnector() {
    return connector;
  }

  public boolean isBlocking() {
    return blocking;
  }

  public void setBlocking(boolean blocking) {
    this.blocking = blocking;
  }
}
