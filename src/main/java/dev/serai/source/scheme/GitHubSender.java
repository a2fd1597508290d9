package dev.serai.source.scheme;

/** GitHub names everything in headers, and may send the event in a field of a form. */
final class GitHubSender implements Sender {

  private static final Purpose PING = new Purpose.Ping();

  @Override
  public Purpose purpose(SignedRequest request) {
    String event = request.headers().getOrDefault("x-github-event", "");
    return event.equals("ping")
        ? PING
        : new Purpose.Delivery(request.header("x-github-delivery"), event);
  }

  @Override
  public boolean accepts(String mediaType) {
    return mediaType.equals(JSON) || mediaType.equals(FORM);
  }

  @Override
  public String accepted() {
    return JSON + " or " + FORM;
  }

  @Override
  public byte[] payload(SignedRequest request) {
    return MediaType.of(request.header("content-type")).equals(FORM)
        ? FormField.only("payload", request.body())
        : request.body();
  }
}
