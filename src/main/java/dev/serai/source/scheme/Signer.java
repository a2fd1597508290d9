package dev.serai.source.scheme;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the headers that a sender of a scheme would send: the other side of {@link Scheme}, for
 * trying a hub out. Safe for all threads.
 */
public final class Signer {

  private final SchemeSettings settings;
  private final String secret;

  /**
   * Signs with the first secret, which may also be the private half of an ed25519 pair ({@code
   * whsk_…}), or not at all when there is none.
   */
  public Signer(SchemeSettings settings) {
    this.settings = settings;
    this.secret = settings.secrets().isEmpty() ? null : settings.secrets().get(0);
  }

  /**
   * The headers of one delivery, without its content type. Senders that name their deliveries in
   * the body make no use of the id and the event.
   *
   * @param event what the sender calls it, or empty
   * @throws IllegalArgumentException when this scheme or secret cannot sign, telling why
   */
  public Map<String, String> headers(String event, String id, Instant at, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>(names(event, id));
    headers.values().removeIf(String::isEmpty);
    if (secret != null) {
      headers.putAll(proof(id, at, body));
    }
    return headers;
  }

  private Map<String, String> names(String event, String id) {
    return switch (settings.scheme()) {
      case "github" ->
          Map.of(
              "User-Agent",
              "GitHub-Hookshot/serai",
              "X-GitHub-Event",
              event,
              "X-GitHub-Delivery",
              id);
      case "gitlab" ->
          Map.of("User-Agent", "GitLab/serai", "X-Gitlab-Event", event, "Idempotency-Key", id);
      case "circleci" -> Map.of("User-Agent", "CircleCI-Webhook/1.0", "Circleci-Event-Type", event);
      case "standard-webhooks" -> Map.of("Webhook-Id", id);
      case "shopify" -> Map.of("X-Shopify-Topic", event, "X-Shopify-Webhook-Id", id);
      case "stripe", "slack" -> Map.of();
      case "hmac", "bearer", "basic", Schemes.NONE ->
          Map.of(
              settings.options().getOrDefault("idHeader", "Webhook-Id"),
              id,
              settings.options().getOrDefault("eventHeader", "X-GitHub-Event"),
              event);
      default ->
          throw new IllegalArgumentException(
              "cannot sign for the scheme '%s'; known are %s"
                  .formatted(settings.scheme(), String.join(", ", Schemes.names())));
    };
  }

  private Map<String, String> proof(String id, Instant at, byte[] body) {
    return switch (settings.scheme()) {
      case "github" -> HmacForm.GITHUB.sign(text(), id, at, body);
      case "circleci" -> HmacForm.CIRCLECI.sign(text(), id, at, body);
      case "shopify" -> HmacForm.SHOPIFY.sign(text(), id, at, body);
      case "stripe" -> HmacForm.STRIPE.sign(text(), id, at, body);
      case "slack" -> HmacForm.SLACK.sign(text(), id, at, body);
      case "standard-webhooks" -> standard(id, at, body);
      case "gitlab" ->
          secret.startsWith(WebhookKeys.SHARED)
              ? standard(id, at, body)
              : Map.of("X-Gitlab-Token", secret);
      case "hmac" -> {
        DescribedHmac described = DescribedHmac.of(new Options(settings.options()));
        yield described.form().sign(described.keys(List.of(secret)).get(0), id, at, body);
      }
      case "bearer" -> Map.of("Authorization", "Bearer " + secret);
      case "basic" ->
          Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(text()));
      default -> Map.of();
    };
  }

  private Map<String, String> standard(String id, Instant at, byte[] body) {
    if (secret.startsWith(WebhookKeys.PRIVATE)) {
      return PairSignature.sign(secret, id, at, body);
    }
    if (secret.startsWith(WebhookKeys.PUBLIC)) {
      throw new IllegalArgumentException(
          "a public key (whpk_) cannot sign; give the sender's private one, whsk_…");
    }
    return HmacForm.STANDARD.sign(WebhookKeys.of(List.of(secret)).shared().get(0), id, at, body);
  }

  private byte[] text() {
    return secret.getBytes(StandardCharsets.UTF_8);
  }
}
