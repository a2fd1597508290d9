package dev.serai.source.scheme;

import java.util.Map;

/**
 * Azure Event Grid's own schema beside another sender's habits: an array of events, and a code to
 * send back before the first.
 */
final class EventGridSender implements Sender {

  private static final String HEADER = "aeg-event-type";
  private static final String CODE = "data.validationCode";
  private static final String TYPE = "eventType";
  private static final String VALIDATION = "Microsoft.EventGrid.SubscriptionValidationEvent";
  private static final JsonFields FIELDS = new JsonFields("id", TYPE, CODE);

  private final Sender others;

  EventGridSender(Sender others) {
    this.others = others;
  }

  @Override
  public Purpose purpose(SignedRequest request) {
    if (request.header(HEADER) == null) {
      return others.purpose(request);
    }
    Map<String, String> event = FIELDS.of(request.body());
    String type = event.getOrDefault(TYPE, "");
    if (type.equals(VALIDATION) && event.get(CODE) != null) {
      return new Purpose.Handshake(
          JSON, "{\"validationResponse\":" + JsonText.of(event.get(CODE)) + "}");
    }
    String id = event.get("id");
    return new Purpose.Delivery(id == null ? BodyDigest.of(request.body()) : id, type);
  }

  @Override
  public boolean accepts(String mediaType) {
    return others.accepts(mediaType);
  }

  @Override
  public String accepted() {
    return others.accepted();
  }
}
