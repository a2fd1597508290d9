package dev.serai.source.scheme;

/** Standard Webhooks: the id stands in a header and is signed, the type in the body. */
final class StandardSender implements Sender {

  private static final JsonFields TYPE = new JsonFields("type");

  @Override
  public Purpose purpose(SignedRequest request) {
    String type = TYPE.of(request.body()).getOrDefault("type", "");
    return new Purpose.Delivery(request.header("webhook-id"), type);
  }

  @Override
  public boolean accepts(String mediaType) {
    return mediaType.equals(JSON) || mediaType.endsWith("+json");
  }
}
