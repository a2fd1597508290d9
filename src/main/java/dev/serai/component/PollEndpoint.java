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

/** Take each new entry of a feed, or item of an API, that a connector polls. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "feed,poll",
    title = "Feed,Poll",
    syntax = "feed:connector",
    consumerOnly = true,
    category = {Category.HTTP},
    headersClass = BusConstants.class)
public class PollEndpoint extends DefaultEndpoint {

  @UriPath(description = "Name of the connector in connectors.yaml")
  @Metadata(required = true)
  private final String connector;

  public PollEndpoint() {
    this.connector = null;
  }

  PollEndpoint(String uri, Component component, String connector) {
    super(uri, component);
    this.connector = connector;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(
        "%s:%s can only be consumed: write from: %s:%s"
            .formatted(scheme(), connector, scheme(), connector));
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    WebhookConsumer consumer =
        new WebhookConsumer(
            this,
            processor,
            BusComponent.services(getCamelContext()),
            new WebhookConsumer.Way(scheme(), connector, WebhookConsumer.Threads.OF_THE_HUB));
    configureConsumer(consumer);
    return consumer;
  }

  private String scheme() {
    return getEndpointUri().startsWith("feed") ? "feed" : "poll";
  }

  public String getConnector() {
    return connector;
  }
}
