package dev.serai.bus.servicebus;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import dev.serai.event.AttributeTexts;
import dev.serai.event.HubEvent;
import dev.serai.event.HubEventBuilder;
import dev.serai.event.InvalidEventException;
import dev.serai.event.JsonEvents;
import io.cloudevents.CloudEvent;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;

/** The AMQP protocol binding of CloudEvents 1.0.2: an event as a message, and back. */
final class EventMessages {

  static final String PREFIX = "cloudEvents:";

  /** What those write whose client library allows no colon; both are to be read. */
  private static final String OTHER_PREFIX = "cloudEvents_";

  /** AMQP cannot tell no data from data of no bytes. */
  private static final String NO_DATA = "serai-no-data";

  private static final String STRUCTURED = "application/cloudevents";
  private static final String STRUCTURED_JSON = "application/cloudevents+json";
  private static final byte[] NOTHING = {};

  private EventMessages() {}

  /** In binary mode; session and message id are the caller's. */
  static ServiceBusMessage write(HubEvent event) {
    byte[] data = event.data();
    ServiceBusMessage message =
        new ServiceBusMessage(BinaryData.fromBytes(data == null ? NOTHING : data));
    Map<String, Object> properties = message.getApplicationProperties();
    AttributeTexts.forEach(
        event,
        (name, text) -> {
          if (!name.equals("datacontenttype")) {
            properties.put(PREFIX + name, text);
          }
        });
    event
        .extensions()
        .forEach(
            (name, value) -> {
              if (!(value instanceof String)) {
                properties.put(PREFIX + name, value);
              }
            });
    if (data == null) {
      properties.put(NO_DATA, true);
    }
    if (event.getDataContentType() != null) {
      message.setContentType(event.getDataContentType());
    }
    return message;
  }

  /** Throws {@link InvalidEventException} when the message is no event. */
  static CloudEvent read(ServiceBusReceivedMessage message) {
    return read(message.getContentType(), message.getApplicationProperties(), body(message));
  }

  static CloudEvent read(String contentType, Map<String, Object> properties, byte[] body) {
    if (contentType != null && contentType.startsWith(STRUCTURED)) {
      return structured(contentType, body);
    }
    HubEventBuilder event = HubEvent.builder().dataContentType(contentType);
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) || name.startsWith(OTHER_PREFIX)) {
            set(event, name.substring(PREFIX.length()), value);
          }
        });
    boolean none = body.length == 0 && Boolean.TRUE.equals(properties.get(NO_DATA));
    return event.data(none ? null : body).build();
  }

  private static CloudEvent structured(String contentType, byte[] body) {
    if (!contentType.startsWith(STRUCTURED_JSON)) {
      throw new InvalidEventException(
          InvalidEventException.Kind.UNSUPPORTED_MEDIA_TYPE,
          "a message of type '" + contentType + "' is no single event in JSON");
    }
    return JsonEvents.read(body);
  }

  private static byte[] body(ServiceBusReceivedMessage message) {
    return switch (message.getRawAmqpMessage().getBody().getBodyType()) {
      case DATA -> message.getBody().toBytes();
      default ->
          throw new InvalidEventException(
              InvalidEventException.Kind.MALFORMED,
              "the body of the message is no data section of bytes");
    };
  }

  private static void set(HubEventBuilder event, String name, Object value) {
    if (value instanceof Integer || value instanceof Boolean) {
      event.extension(name, value);
    } else if (value instanceof Number number && number.longValue() == number.intValue()) {
      event.extension(name, number.intValue());
    } else if (value instanceof OffsetDateTime time && name.equals("time")) {
      event.time(time);
    } else if (value instanceof Date time && name.equals("time")) {
      // AMQP has a type for times; the hub writes texts, because they are finer.
      event.time(time.toInstant().atOffset(ZoneOffset.UTC));
    } else if (value != null) {
      event.attribute(name, value.toString());
    }
  }
}
