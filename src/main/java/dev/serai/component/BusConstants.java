package dev.serai.component;

import org.apache.camel.spi.Metadata;

/**
 * Headers and exchange properties of the hub's endpoints. Nothing from outside can set them: doors
 * drop {@code camel*}.
 */
public final class BusConstants {

  @Metadata(
      label = "consumer",
      description = "The channel the event came from",
      javaType = "String")
  public static final String CHANNEL = "CamelBusChannel";

  @Metadata(label = "consumer", description = "The group it was delivered to", javaType = "String")
  public static final String GROUP = "CamelBusGroup";

  @Metadata(
      label = "consumer",
      description = "1 for the first call of the route with this event; counts failures only",
      javaType = "Integer")
  public static final String ATTEMPT = "CamelBusAttempt";

  @Metadata(
      description = "The event's partition key: events with the same key keep their order",
      javaType = "String")
  public static final String KEY = "CamelBusKey";

  @Metadata(
      label = "consumer",
      description = "The sender's id of a webhook delivery",
      javaType = "String")
  public static final String DELIVERY_ID = "CamelWebhookDeliveryId";

  @Metadata(
      label = "consumer",
      description = "What the sender calls its event",
      javaType = "String")
  public static final String WEBHOOK_EVENT = "CamelWebhookEvent";

  @Metadata(
      label = "consumer",
      description = "The connector a delivery came through",
      javaType = "String")
  public static final String CONNECTOR = "CamelWebhookConnector";

  /** Exchange property: the {@link io.cloudevents.CloudEvent} that a route was started with. */
  public static final String EVENT = "CamelBusEvent";

  /**
   * Exchange property: the {@link dev.serai.source.WebhookRequest} that a route was started with.
   */
  public static final String REQUEST = "CamelWebhookRequest";

  /** Exchange property: why a normalizer made no event of a delivery. */
  static final String IGNORED = "CamelWebhookIgnored";

  /** Exchange property: the {@link DoorVisit} of an exchange that came through a door. */
  static final String VISIT = "CamelWebhookVisit";

  /**
   * Exchange property: how many events this exchange has made, so that each gets an id of its own.
   */
  static final String MADE = "CamelBusEventsMade";

  private BusConstants() {}
}
