package dev.serai.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.serai.delivery.Redrive;
import dev.serai.delivery.Replayer;
import dev.serai.event.Extensions;
import dev.serai.event.HubEvent;
import dev.serai.event.JsonEvents;
import dev.serai.source.WebhookRequest;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Makes the events that a {@code bus:} step publishes. Events in the body go as they are, an
 * untouched incoming event too; anything else becomes a new event whose id is derived from the
 * incoming one, so that a retry makes the same id.
 */
final class EventMaker {

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

  /**
   * @param once whether their ids are of the hub's making, so that the same id is a repetition
   */
  record Made(List<CloudEvent> events, boolean once) {}

  private final BusEndpoint endpoint;

  EventMaker(BusEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** The events to publish, empty when a normalizer found nothing of interest. */
  Made events(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    if (body instanceof CloudEvent event) {
      return given(List.of(checked(event)));
    }
    if (body instanceof Collection<?> all
        && !all.isEmpty()
        && all.stream().allMatch(CloudEvent.class::isInstance)) {
      return given(all.stream().map(event -> checked((CloudEvent) event)).toList());
    }
    if (exchange.getProperty(BusConstants.IGNORED) != null) {
      return given(List.of());
    }
    CloudEvent incoming = exchange.getProperty(BusConstants.EVENT, CloudEvent.class);
    if (incoming != null && untouched(exchange.getMessage(), incoming)) {
      return given(List.of(incoming));
    }
    boolean once = givenId(exchange.getMessage(), incoming) == null;
    return new Made(List.of(checked(make(exchange, incoming))), once);
  }

  private static Made given(List<CloudEvent> events) {
    return new Made(events, false);
  }

  private static CloudEvent checked(CloudEvent event) {
    JsonEvents.validate(event);
    return event;
  }

  private boolean untouched(Message message, CloudEvent incoming) {
    return endpoint.getType() == null
        && endpoint.getSource() == null
        && endpoint.getSubject() == null
        && endpoint.getKey() == null
        && incoming.getId().equals(header(message, EventHeaders.ID))
        && incoming.getType().equals(header(message, EventHeaders.TYPE))
        && incoming.getSource().toString().equals(header(message, EventHeaders.SOURCE))
        && Objects.equals(incoming.getSubject(), header(message, EventHeaders.SUBJECT))
        && message.getBody() == bytes(incoming);
  }

  private static Object bytes(CloudEvent event) {
    return event.getData() == null ? null : event.getData().toBytes();
  }

  private CloudEvent make(Exchange exchange, CloudEvent incoming) {
    Message message = exchange.getMessage();
    WebhookRequest request = exchange.getProperty(BusConstants.REQUEST, WebhookRequest.class);
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(id(exchange, incoming, request))
            .withSource(URI.create(source(exchange, incoming, request)))
            .withType(type(exchange, request))
            .withTime(time(message, incoming))
            .withSubject(first(endpoint.getSubject(), header(message, EventHeaders.SUBJECT)));
    extensions(event, message, incoming);
    Data data = data(message, incoming);
    if (data.bytes() != null) {
      event.withData(data.contentType(), data.bytes());
    }
    return event.build();
  }

  private String id(Exchange exchange, CloudEvent incoming, WebhookRequest request) {
    String given = givenId(exchange.getMessage(), incoming);
    if (given != null) {
      return given;
    }
    Integer made = exchange.getProperty(BusConstants.MADE, 0, Integer.class);
    exchange.setProperty(BusConstants.MADE, made + 1);
    if (request != null && made == 0 && exchange.getProperty(Exchange.SPLIT_INDEX) == null) {
      return request.deliveryId();
    }
    String origin =
        incoming != null
            ? origin(incoming)
            : request != null ? request.deliveryId() : exchange.getExchangeId();
    String place =
        String.join(
            "\n",
            origin,
            String.valueOf(exchange.getFromRouteId()),
            endpoint.getEndpointKey(),
            String.valueOf(exchange.getProperty(Exchange.SPLIT_INDEX)),
            String.valueOf(made));
    return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Null when the route has set none. */
  private static String givenId(Message message, CloudEvent incoming) {
    String given = header(message, EventHeaders.ID);
    return given != null && (incoming == null || !given.equals(incoming.getId())) ? given : null;
  }

  /**
   * Another one for each replay and redrive: what they make anew must not pass for a repetition.
   */
  private static String origin(CloudEvent incoming) {
    return incoming.getSource()
        + "\n"
        + incoming.getId()
        + "\n"
        + incoming.getExtension(Replayer.EXTENSION)
        + "\n"
        + incoming.getExtension(Redrive.EXTENSION);
  }

  private String type(Exchange exchange, WebhookRequest request) {
    String type = first(endpoint.getType(), header(exchange.getMessage(), EventHeaders.TYPE));
    if (type != null) {
      return type;
    }
    if (request != null) {
      String event = request.event().isEmpty() ? "" : "." + request.event();
      return "dev.serai.webhook." + request.connector() + event;
    }
    throw new IllegalArgumentException(
        "the message for bus:%s in route '%s' has no event type: write bus:%s?type=<type>, or set the header %s before"
            .formatted(
                endpoint.getChannel(),
                exchange.getFromRouteId(),
                endpoint.getChannel(),
                EventHeaders.TYPE));
  }

  private String source(Exchange exchange, CloudEvent incoming, WebhookRequest request) {
    String given = header(exchange.getMessage(), EventHeaders.SOURCE);
    boolean set =
        given != null && (incoming == null || !given.equals(incoming.getSource().toString()));
    if (endpoint.getSource() != null || set) {
      return first(endpoint.getSource(), given);
    }
    return request != null
        ? "/connectors/" + request.connector()
        : "/routes/" + exchange.getFromRouteId();
  }

  private static OffsetDateTime time(Message message, CloudEvent incoming) {
    String given = header(message, EventHeaders.TIME);
    boolean set =
        given != null && (incoming == null || !given.equals(HubEvent.copyOf(incoming).time()));
    return set
        ? OffsetDateTime.parse(given)
        : Instant.now().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }

  private void extensions(CloudEventBuilder event, Message message, CloudEvent incoming) {
    Map<?, ?> given = message.getHeader(EventHeaders.EXTENSIONS, Map.class);
    if (given != null) {
      given.forEach((name, value) -> extension(event, name.toString(), value));
    }
    extension(
        event,
        Extensions.PARTITION_KEY,
        first(endpoint.getKey(), header(message, BusConstants.KEY)));
    if (given == null || !given.containsKey(Extensions.TRACE_PARENT)) {
      extension(event, Extensions.TRACE_PARENT, header(message, "traceparent"));
      extension(event, Extensions.TRACE_STATE, header(message, "tracestate"));
    }
    if (incoming != null) {
      Object correlation = incoming.getExtension(Extensions.CORRELATION_ID);
      extension(
          event, Extensions.CORRELATION_ID, correlation == null ? incoming.getId() : correlation);
      extension(event, Extensions.CAUSATION_ID, incoming.getId());
    }
  }

  private static void extension(CloudEventBuilder event, String name, Object value) {
    if (value instanceof Integer number) {
      event.withExtension(name, number);
    } else if (value instanceof Boolean flag) {
      event.withExtension(name, flag);
    } else if (value != null && !value.toString().isEmpty()) {
      event.withExtension(name, value.toString());
    }
  }

  private record Data(String contentType, byte[] bytes) {}

  private static Data data(Message message, CloudEvent incoming) {
    Object body = message.getBody();
    if (body == null) {
      return new Data(null, null);
    }
    if (incoming != null && body == bytes(incoming)) {
      return new Data(incoming.getDataContentType(), (byte[]) body);
    }
    if (body instanceof Map || body instanceof Collection || body instanceof JsonNode) {
      return new Data("application/json", json(body));
    }
    byte[] bytes = message.getBody(byte[].class);
    if (bytes == null) {
      return new Data("application/json", json(body));
    }
    String inherited = incoming == null ? null : incoming.getDataContentType();
    String given = header(message, Exchange.CONTENT_TYPE);
    boolean set = given != null && !given.equals(inherited);
    return new Data(set ? given : guess(bytes, body instanceof String), bytes);
  }

  private static String guess(byte[] bytes, boolean text) {
    for (byte b : bytes) {
      if (b == '{' || b == '[') {
        return "application/json";
      }
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        break;
      }
    }
    return text ? "text/plain" : "application/octet-stream";
  }

  private static byte[] json(Object body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "a body of %s cannot be written as JSON: marshal it first, or set a text or byte body"
              .formatted(body.getClass().getName()),
          e);
    }
  }

  private static String header(Message message, String name) {
    Object value = message.getHeader(name);
    return value == null ? null : value.toString();
  }

  private static String first(String one, String other) {
    return one != null ? one : other;
  }
}
