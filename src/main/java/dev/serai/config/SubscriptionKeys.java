package dev.serai.config;

import dev.serai.config.Connector.Verify;
import dev.serai.config.ConnectorKeys.Enabled;
import dev.serai.config.Section.Fields;
import dev.serai.config.Subscription.Filter;
import dev.serai.config.Subscription.From;
import dev.serai.config.Subscription.Mode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys under {@code subscriptions}. */
final class SubscriptionKeys {

  private static final String SCHEME = "standard-webhooks";
  private static final String PRIVATE_KEY = "whsk_";
  private static final int LONGEST_NAME = 80;

  private static final Key<String> CHANNEL =
      Key.required(
          "channel",
          Types.reference("channel"),
          "name the channel to send",
          "Whose events are sent.");
  private static final Key<URI> URL =
      Key.required(
          "url",
          new Types.Single<>(
              "an address such as https://partner.example/hooks", SubscriptionKeys::url),
          "write where the events are to be posted, for example https://partner.example/hooks",
          "Where they are posted. Redirects are not followed.");
  private static final Key<Enabled> ENABLED =
      Key.of(
          "enabled",
          Types.choice(Enabled.class),
          "true",
          "`false` switches the subscription off; `auto` switches it on as soon as it has a secret.");
  private static final Key<Secrets> SECRETS =
      Key.optional(
          "secrets",
          Secrets.TYPE,
          "What requests are signed with, as Standard Webhooks writes secrets: `whsec_` and base64 of 24 to 64 bytes, or `whsk_…` for ed25519. Each signs, so that one can be changed while the receiver still knows the other.");
  private static final Key<Mode> MODE =
      Key.of(
          "mode",
          Types.choice(Mode.class),
          "structured",
          "`structured`: the body is the whole CloudEvent, all of it signed; `binary`: the body is its data, the attributes are headers, which no signature covers.");
  private static final Key<List<Filter>> FILTER =
      Key.optional(
          "filter",
          new FilterType(),
          "Which events are sent; all conditions must hold. The dialects of the CloudEvents Subscriptions API: `exact`, `prefix`, `suffix`, `all`, `any`, `not`.");
  private static final Key<String> POLICY =
      Key.optional(
          "policy",
          Types.reference("policy"),
          "How failures are met; else 12 attempts within about two days, and a breaker.");
  private static final Key<From> FROM =
      Key.of(
          "from",
          Types.choice(From.class),
          "latest",
          "Where a new subscription begins: `latest` with events from now on, `earliest` with the oldest that is kept.");
  private static final Key<Integer> CONCURRENCY =
      Key.of(
          "concurrency", Types.wholeNumber(1, 64), "4", "Requests that may be under way at once.");
  private static final Key<Duration> TIMEOUT =
      Key.of("timeout", Types.duration("100ms", "60s"), "15s", "How long to wait for an answer.");
  private static final Key<List<String>> ALLOW =
      Key.optional(
          "allow",
          AdmissionKeys.networks(),
          "Networks that may be called although they are not public, such as 10.1.2.0/24; the address that the name leads to is looked at for each request.");

  static final Section<Subscription> SUBSCRIPTION =
      new Section<>(
          "Posts the events of a channel to somebody, signed as Standard Webhooks. Each subscription is a group of its own.",
          List.of(
              CHANNEL,
              URL,
              ENABLED,
              SECRETS,
              MODE,
              FILTER,
              POLICY,
              FROM,
              CONCURRENCY,
              TIMEOUT,
              ALLOW),
          SubscriptionKeys::subscription);

  private SubscriptionKeys() {}

  private static Subscription subscription(Fields f, Reading reading) throws Refusal {
    Secrets secrets = f.get(SECRETS) == null ? Secrets.NONE : f.get(SECRETS);
    check(secrets, f, reading);
    if (reading.name().length() > LONGEST_NAME) {
      throw new Refusal(
          f.place(),
          "%s: the name is longer than %d letters; it is part of a group's name, so choose a shorter one"
              .formatted(reading.path(), LONGEST_NAME));
    }
    return new Subscription(
        reading.name(),
        f.get(CHANNEL),
        f.get(URL),
        secrets.live(),
        f.get(MODE),
        f.get(FILTER) == null ? List.of() : f.get(FILTER),
        f.get(POLICY),
        f.get(FROM),
        f.get(CONCURRENCY),
        f.get(TIMEOUT),
        AdmissionKeys.orNone(f.get(ALLOW)),
        off(f, secrets, reading));
  }

  private static Optional<String> off(Fields f, Secrets secrets, Reading reading) throws Refusal {
    if (f.get(ENABLED) == Enabled.FALSE) {
      return Optional.of("it says enabled: false; write true or auto to switch it on");
    }
    if (!secrets.live().isEmpty()) {
      return Optional.empty();
    }
    String remedy =
        secrets.unset().isEmpty()
            ? "give it one under secrets, for example whsec_ and the output of: openssl rand -base64 32"
            : "set " + String.join(" or ", secrets.unset());
    if (f.get(ENABLED) == Enabled.AUTO) {
      return Optional.of("it has no secret; " + remedy + " to switch it on");
    }
    throw new Refusal(
        f.place(),
        "%s has no secret to sign with; %s, or write enabled: auto to leave it off until there is one"
            .formatted(reading.path(), remedy));
  }

  private static void check(Secrets secrets, Fields f, Reading reading) throws Refusal {
    List<Secret> shared =
        secrets.live().stream().filter(secret -> !secret.reveal().startsWith(PRIVATE_KEY)).toList();
    String objection =
        shared.isEmpty()
            ? null
            : reading.known().verifyCheck().apply(new Verify(SCHEME, shared, Map.of()));
    if (objection != null) {
      throw new Refusal(f.place(), reading.path() + ".secrets: " + objection);
    }
  }

  private static URI url(String text) {
    try {
      URI url = new URI(text);
      boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      return http && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null
          ? url
          : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
