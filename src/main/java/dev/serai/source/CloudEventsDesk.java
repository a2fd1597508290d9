package dev.serai.source;

import dev.serai.event.HttpEvents;
import dev.serai.event.HubEvent;
import dev.serai.event.InvalidEventException;
import dev.serai.source.scheme.Scheme;
import dev.serai.source.scheme.SignedRequest;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/** Behind {@code /events/<connector>}: binary, structured and batch content mode. */
final class CloudEventsDesk implements Desk {

  private static final String CLOUDEVENTS = "application/cloudevents";

  private final WebhookConnector connector;
  private final Scheme scheme;
  private final Gate gate;
  private final AtomicReference<CloudEventsHandler> handler = new AtomicReference<>();

  CloudEventsDesk(WebhookConnector connector, Scheme scheme) {
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

  AtomicReference<CloudEventsHandler> handler() {
    return handler;
  }

  @Override
  public boolean accepts(RequestHead head) {
    return head.mediaType().startsWith(CLOUDEVENTS) || head.header("ce-specversion") != null;
  }

  @Override
  public String accepted() {
    return "application/cloudevents+json, application/cloudevents-batch+json, or any type together"
        + " with ce-specversion and the other ce- headers";
  }

  @Override
  public CompletionStage<WebhookOutcome> take(
      SignedRequest request, Iterable<Map.Entry<String, String>> everyHeader) {
    List<CloudEvent> events;
    try {
      events = HttpEvents.read(everyHeader, request.body());
    } catch (InvalidEventException e) {
      boolean media = e.kind() == InvalidEventException.Kind.UNSUPPORTED_MEDIA_TYPE;
      DoorReason reason = media ? DoorReason.UNSUPPORTED_MEDIA_TYPE : DoorReason.MALFORMED;
      return Desk.refused(
          new RefusedException(media ? 415 : 400, reason.word(), e.getMessage(), null, e));
    }
    if (events.isEmpty()) {
      return CompletableFuture.completedFuture(new WebhookOutcome.Accepted(0, 0));
    }
    for (CloudEvent event : events) {
      String longer =
          Lengths.exceed(event.getId(), Lengths.ATTRIBUTE)
              ? "id"
              : Lengths.exceed(HubEvent.copyOf(event).source(), Lengths.ATTRIBUTE)
                  ? "source"
                  : null;
      if (longer != null) {
        return Desk.malformed(
            "The attribute '"
                + longer
                + "' is longer than "
                + Lengths.ATTRIBUTE
                + " bytes; send a shorter one");
      }
    }
    CloudEventsHandler taker = handler.get();
    return taker == null ? notRunning() : taker.handle(connector.name(), events);
  }
}
