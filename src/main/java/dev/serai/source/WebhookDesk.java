package dev.serai.source;

import dev.serai.source.scheme.Purpose;
import dev.serai.source.scheme.Scheme;
import dev.serai.source.scheme.SignedRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/** Behind {@code /webhooks/<connector>}. */
final class WebhookDesk implements Desk {

  static final String PING = "ping";

  private final WebhookConnector connector;
  private final Scheme scheme;
  private final Gate gate;
  private final AtomicReference<WebhookHandler> handler = new AtomicReference<>();

  WebhookDesk(WebhookConnector connector, Scheme scheme) {
    this.connector = connector;
    this.scheme = scheme;
    this.gate = new Gate(connector.admission());
  }

  @Override
  public WebhookConnector connector() {
    return connector;
  }

  @Override
  public Scheme scheme() {
    return scheme;
  }

  @Override
  public Gate gate() {
    return gate;
  }

  AtomicReference<WebhookHandler> handler() {
    return handler;
  }

  @Override
  public boolean accepts(RequestHead head) {
    return scheme.accepts(head.mediaType());
  }

  @Override
  public String accepted() {
    return scheme.accepted();
  }

  @Override
  public CompletionStage<WebhookOutcome> take(
      SignedRequest request, Iterable<Map.Entry<String, String>> everyHeader) {
    Purpose purpose = scheme.purpose(request);
    if (purpose instanceof Purpose.Delivery delivery) {
      return take(request, delivery);
    }
    if (purpose instanceof Purpose.Handshake handshake) {
      return CompletableFuture.completedFuture(
          new WebhookOutcome.Answered(handshake.contentType(), handshake.answer()));
    }
    return CompletableFuture.completedFuture(new WebhookOutcome.Ignored(PING));
  }

  private CompletionStage<WebhookOutcome> take(SignedRequest request, Purpose.Delivery delivery) {
    if (delivery.id() == null || delivery.id().isBlank()) {
      return Desk.malformed(
          "The request has no delivery id, so a resend could not be told from a new event; a"
              + " sender of scheme '"
              + connector.scheme().scheme()
              + "' sets that header itself: look for a proxy that removes it");
    }
    if (Lengths.exceed(delivery.id(), Lengths.DELIVERY_ID)) {
      return Desk.malformed(
          "The delivery id is longer than "
              + Lengths.DELIVERY_ID
              + " bytes; send a shorter one, for example a UUID or a digest");
    }
    byte[] payload;
    try {
      payload = scheme.payload(request);
    } catch (IllegalArgumentException e) {
      return Desk.malformed(e.getMessage());
    }
    WebhookHandler taker = handler.get();
    return taker == null ? notRunning() : taker.handle(handed(request, delivery, payload));
  }

  private WebhookRequest handed(SignedRequest request, Purpose.Delivery delivery, byte[] payload) {
    Map<String, String> headers = new HashMap<>(request.headers());
    HandedHeaders.SECRET.forEach(headers::remove);
    if (payload != request.body()) {
      headers.put("content-type", "application/json");
    }
    return new WebhookRequest(
        connector.name(),
        delivery.id(),
        delivery.event(),
        Collections.unmodifiableMap(headers),
        payload,
        request.receivedAt());
  }
}
