package dev.serai.source.scheme;

import java.util.Map;

/** A sender that names its deliveries in the JSON it sends. */
final class BodySender implements Sender {

  private final String id;
  private final String event;
  private final JsonFields fields;

  /**
   * @param id the field with the id
   * @param event the field with what the sender calls it
   */
  BodySender(String id, String event) {
    this.id = id;
    this.event = event;
    this.fields = new JsonFields(id, event);
  }

  @Override
  public Purpose purpose(SignedRequest request) {
    Map<String, String> found = fields.of(request.body());
    String name = found.getOrDefault(event, "");
    if (name.equals("ping")) {
      return new Purpose.Ping();
    }
    String given = found.getOrDefault(id, "");
    return new Purpose.Delivery(given.isBlank() ? BodyDigest.of(request.body()) : given, name);
  }
}
