package dev.serai.source.scheme;

import java.time.Duration;
import java.util.List;

/**
 * A sender that names its deliveries in headers. Without an id, the body's digest is one, so that a
 * resend is a duplicate.
 */
final class HeaderSender implements Sender {

  /** What well-known senders use. */
  static final HeaderSender ANY =
      new HeaderSender(
          List.of(
              "idempotency-key",
              "webhook-id",
              "x-github-delivery",
              "x-shopify-webhook-id",
              "x-outpost-event-id"),
          List.of(
              "x-github-event",
              "x-gitlab-event",
              "circleci-event-type",
              "x-shopify-topic",
              "x-outpost-topic"),
          Duration.ofDays(1));

  private final List<String> ids;
  private final List<String> events;
  private final Duration patience;

  /** Headers in lower case; of several the first that is there counts. */
  HeaderSender(List<String> ids, List<String> events, Duration patience) {
    this.ids = List.copyOf(ids);
    this.events = List.copyOf(events);
    this.patience = patience;
  }

  /** The same, with headers of the user's own before; null for none. */
  HeaderSender preferring(String id, String event) {
    return new HeaderSender(
        id == null ? ids : List.of(id), event == null ? events : List.of(event), patience);
  }

  @Override
  public Purpose purpose(SignedRequest request) {
    String event = first(events, request);
    String id = first(ids, request);
    return new Purpose.Delivery(id.isEmpty() ? BodyDigest.of(request.body()) : id, event);
  }

  @Override
  public boolean accepts(String mediaType) {
    return mediaType.equals(JSON) || mediaType.endsWith("+json") || mediaType.equals(FORM);
  }

  @Override
  public String accepted() {
    return JSON + " or " + FORM;
  }

  @Override
  public Duration patience() {
    return patience;
  }

  private static String first(List<String> names, SignedRequest request) {
    for (String name : names) {
      String value = request.header(name);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return "";
  }
}
