package dev.serai.component;

import dev.serai.bus.GroupSpec;
import dev.serai.delivery.GroupRoute;
import dev.serai.delivery.Policy;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.function.Predicate;
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

/** Publish events to a channel, or consume a channel as a member of a group. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "bus",
    title = "Bus",
    syntax = "bus:channel",
    category = {Category.MESSAGING},
    headersClass = BusConstants.class)
public class BusEndpoint extends DefaultEndpoint {

  @UriPath(description = "Name of the channel")
  @Metadata(required = true)
  private final String channel;

  @UriParam(
      label = "consumer",
      description = "Name of the group; members of a group share the events. Required to consume.")
  private String group;

  @UriParam(
      label = "consumer",
      description =
          "CloudEvents types to consume, separated by comma; an entry ending in * matches by prefix. All when not set.")
  private String types;

  @UriParam(
      label = "consumer",
      description =
          "Further conditions on attributes and extensions, separated by comma, all of which must hold: name=value, name!=value, name=prefix*")
  private String filter;

  @UriParam(
      label = "consumer,advanced",
      description =
          "A further condition, a java.util.function.Predicate of events in the registry: #name")
  private Predicate<CloudEvent> condition;

  @UriParam(
      label = "consumer",
      enums = "none,key",
      description =
          "key settles events of one partition key in publish order. What the channel is configured with when not set.")
  private String order;

  @UriParam(
      label = "consumer",
      defaultValue = "8",
      description = "How many events may be in the route at once, 1 to 1000")
  private int concurrency = 8;

  @UriParam(
      label = "consumer",
      defaultValue = "default",
      description = "Name of the policy for failures, as configured under policies")
  private String policy = "default";

  @UriParam(
      label = "consumer",
      enums = "latest,earliest",
      defaultValue = "latest",
      description =
          "Where a new group starts: with events from now on, or with the oldest event still kept")
  private String from = "latest";

  @UriParam(
      label = "consumer",
      defaultValue = "60s",
      javaType = "java.time.Duration",
      description = "How soon after a crash events that were not settled come again, at the latest")
  private long ackDeadline = 60_000;

  @UriParam(
      label = "consumer",
      defaultValue = "1",
      description =
          "Hand up to so many events to the route in one exchange, as a list, 1 to 1000. An event that failed before comes alone.")
  private int batchSize = 1;

  @UriParam(
      label = "consumer",
      defaultValue = "100ms",
      javaType = "java.time.Duration",
      description = "How long a batch waits to be filled")
  private long batchTimeout = 100;

  @UriParam(
      label = "producer",
      description = "CloudEvents type of the event that is made of the message")
  private String type;

  @UriParam(
      label = "producer",
      description = "CloudEvents source of the event; /routes/ and the route's id when not set")
  private String source;

  @UriParam(label = "producer", description = "CloudEvents subject of the event")
  private String subject;

  @UriParam(
      label = "producer",
      description = "Partition key of the event; that of the incoming event when not set")
  private String key;

  public BusEndpoint() {
    this.channel = null;
  }

  BusEndpoint(String uri, Component component, String channel) {
    super(uri, component);
    this.channel = channel;
  }

  @Override
  public Producer createProducer() {
    return new BusProducer(this, BusComponent.services(getCamelContext()));
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    if (group == null || group.isBlank()) {
      throw new IllegalArgumentException(
          "'from: bus:%s' needs a group: write bus:%s?group=<name>; members of one group share the events, each group gets all"
              .formatted(channel, channel));
    }
    check();
    BusConsumer consumer =
        new BusConsumer(this, processor, BusComponent.services(getCamelContext()));
    configureConsumer(consumer);
    return consumer;
  }

  /** What an option's type does not tell; needs no running hub. */
  void check() {
    if (group != null && !group.isBlank()) {
      BusNames.check(group);
    }
    within("concurrency", concurrency);
    within("batchSize", batchSize);
    EventFilter.parse(types, filter);
  }

  private void within(String option, int value) {
    if (value < 1 || value > 1_000) {
      throw new IllegalArgumentException(
          "%s of bus:%s must be from 1 to 1000, but is %d".formatted(option, channel, value));
    }
  }

  GroupRoute groupRoute(String route, HubServices services) {
    Policy chosen =
        services
            .policy(policy)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "bus:%s names the policy '%s', which is not configured; known: %s. Add it under policies: in connectors.yaml or name one of these"
                            .formatted(channel, policy, services.policyNames())));
    boolean ordered = order == null ? services.ordered(channel) : order.equals("key");
    GroupSpec.From start =
        from.equals("earliest") ? GroupSpec.From.EARLIEST : GroupSpec.From.LATEST;
    return new GroupRoute(
        new GroupSpec(channel, group, start, ordered, Duration.ofMillis(ackDeadline)),
        route,
        batchSize * concurrency,
        chosen,
        condition == null
            ? EventFilter.parse(types, filter)
            : EventFilter.parse(types, filter).and(condition));
  }

  public String getChannel() {
    return channel;
  }

  public String getGroup() {
    return group;
  }

  public void setGroup(String group) {
    this.group = group;
  }

  public String getTypes() {
    return types;
  }

  public void setTypes(String types) {
    this.types = types;
  }

  public String getFilter() {
    return filter;
  }

  public void setFilter(String filter) {
    this.filter = filter;
  }

  public Predicate<CloudEvent> getCondition() {
    return condition;
  }

  public void setCondition(Predicate<CloudEvent> condition) {
    this.condition = condition;
  }

  public String getOrder() {
    return order;
  }

  public void setOrder(String order) {
    this.order = order;
  }

  public int getConcurrency() {
    return concurrency;
  }

  public void setConcurrency(int concurrency) {
    this.concurrency = concurrency;
  }

  public String getPolicy() {
    return policy;
  }

  public void setPolicy(String policy) {
    this.policy = policy;
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(String from) {
    this.from = from;
  }

  public long getAckDeadline() {
    return ackDeadline;
  }

  public void setAckDeadline(long ackDeadline) {
    this.ackDeadline = ackDeadline;
  }

  public int getBatchSize() {
    return batchSize;
  }

  public void setBatchSize(int batchSize) {
    this.batchSize = batchSize;
  }

  public long getBatchTimeout() {
    return batchTimeout;
  }

  public void setBatchTimeout(long batchTimeout) {
    this.batchTimeout = batchTimeout;
  }

  public String getType() {
    return type;
  }

  public void setType(String type) {
    this.type = type;
  }

  public String getSource() {
    return source;
  }

  public void setSource(String source) {
    this.source = source;
  }

  public String getSubject() {
    return subject;
  }

  public void setSubject(String subject) {
    this.subject = subject;
  }

  public String getKey() {
    return key;
  }

  public void setKey(String key) {
    this.key = key;
  }
}
