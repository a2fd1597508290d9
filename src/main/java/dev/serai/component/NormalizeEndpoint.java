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

/** Turn a sender's message into CloudEvents, as its normalizer declares. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "normalize",
    title = "Normalize",
    syntax = "normalize:normalizer",
    producerOnly = true,
    category = {Category.TRANSFORMATION},
    headersClass = BusConstants.class)
public class NormalizeEndpoint extends DefaultEndpoint {

  @UriPath(description = "Name of the normalizer, for example github")
  @Metadata(required = true)
  private final String normalizer;

  @UriParam(
      enums = "hub,native,cdevents",
      defaultValue = "hub",
      description =
          "hub for the hub's own event types, native for the sender's events as they are under com.<sender> types, cdevents for CDEvents 0.5.1")
  private String vocabulary = "hub";

  public NormalizeEndpoint() {
    this.normalizer = null;
  }

  NormalizeEndpoint(String uri, Component component, String normalizer) {
    super(uri, component);
    this.normalizer = normalizer;
  }

  @Override
  public Producer createProducer() {
    HubServices services = BusComponent.services(getCamelContext());
    return new NormalizeProducer(this, services.normalizer(normalizer, vocabulary));
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "normalize:%s can only be a step: write to: normalize:%s"
            .formatted(normalizer, normalizer));
  }

  public String getNormalizer() {
    return normalizer;
  }

  public String getVocabulary() {
    return vocabulary;
  }

  public void setVocabulary(String vocabulary) {
    this.vocabulary = vocabulary;
  }
}
