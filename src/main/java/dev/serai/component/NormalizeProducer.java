package dev.serai.component;

import dev.serai.normalize.EventNormalizer;
import dev.serai.normalize.Normalized;
import dev.serai.normalize.Normalizer;
import dev.serai.normalize.RawMessage;
import dev.serai.source.WebhookRequest;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Replaces the body with the list of events made of it, or ends the route when the normalizer
 * ignores the message.
 */
final class NormalizeProducer extends DefaultAsyncProducer {

  private final Normalizer normalizer;

  NormalizeProducer(NormalizeEndpoint endpoint, Normalizer normalizer) {
    super(endpoint);
    this.normalizer = normalizer;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    try {
      if (exchange.getMessage().getBody() instanceof List<?> events) {
        exchange.getMessage().setBody(others(exchange, events));
      } else {
        normalize(exchange);
      }
    } catch (RuntimeException e) {
      exchange.setException(e);
    }
    callback.done(true);
    return true;
  }

  private void normalize(Exchange exchange) {
    Normalized result = normalizer.normalize(message(exchange));
    if (result instanceof Normalized.Events events) {
      exchange.getMessage().setBody(events.events());
    } else if (result instanceof Normalized.Ignored ignored) {
      exchange.setProperty(BusConstants.IGNORED, ignored.reason());
      exchange.setRouteStop(true);
    }
  }

  /** What came through a door for CloudEvents is a list of events already. */
  private List<CloudEvent> others(Exchange exchange, List<?> events) {
    List<CloudEvent> came = new ArrayList<>();
    for (Object event : events) {
      came.add((CloudEvent) event);
    }
    String connector =
        exchange
            .getMessage()
            .getHeader(BusConstants.CONNECTOR, exchange.getFromRouteId(), String.class);
    return new EventNormalizer(normalizer).normalize(connector, came);
  }

  private static RawMessage message(Exchange exchange) {
    WebhookRequest request = exchange.getProperty(BusConstants.REQUEST, WebhookRequest.class);
    Message message = exchange.getMessage();
    if (request != null) {
      return new RawMessage(
          request.connector(),
          request.deliveryId(),
          request.event(),
          request.headers(),
          bytes(message),
          request.receivedAt());
    }
    Map<String, String> headers = new LinkedHashMap<>();
    message
        .getHeaders()
        .forEach(
            (name, value) -> headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value)));
    String id = message.getHeader(BusConstants.DELIVERY_ID, exchange.getExchangeId(), String.class);
    String event = message.getHeader(BusConstants.WEBHOOK_EVENT, "", String.class);
    return new RawMessage(
        exchange.getFromRouteId(), id, event, headers, bytes(message), Instant.now());
  }

  private static byte[] bytes(Message message) {
    byte[] bytes = message.getBody(byte[].class);
    if (bytes == null) {
      throw new IllegalArgumentException(
          "normalize: needs the sender's message as body, but the body is %s; put the step directly behind the door"
              .formatted(
                  message.getBody() == null ? "empty" : message.getBody().getClass().getName()));
    }
    return bytes;
  }
}
