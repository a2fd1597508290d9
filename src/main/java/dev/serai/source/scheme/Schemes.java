package dev.serai.source.scheme;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The schemes by the name they have in {@code connectors.yaml}. */
public final class Schemes {

  /** Lets everybody in. */
  public static final String NONE = "none";

  private static final Duration NO_BOUND = Duration.ofDays(1);

  /** It gives up after five seconds. */
  private static final Duration SHOPIFY_PATIENCE = Duration.ofSeconds(4);

  /** Makes a scheme of its live secrets and options. */
  @FunctionalInterface
  private interface Maker {
    Scheme make(List<String> secrets, Options options);
  }

  private static final Map<String, Maker> BY_NAME = byName();

  private Schemes() {}

  private static Map<String, Maker> byName() {
    Map<String, Maker> all = new TreeMap<>();
    all.put("github", (secrets, options) -> hmac(HmacForm.GITHUB, secrets, new GitHubSender()));
    all.put(
        "gitlab",
        (secrets, options) ->
            new Scheme(
                new GitLabProof(secrets, options.tolerance()),
                new HeaderSender(
                    List.of("idempotency-key", "webhook-id"),
                    List.of("x-gitlab-event"),
                    NO_BOUND)));
    all.put(
        "circleci",
        (secrets, options) -> hmac(HmacForm.CIRCLECI, secrets, new BodySender("id", "type")));
    all.put(
        "standard-webhooks",
        (secrets, options) ->
            new Scheme(
                new StandardWebhooksProof(WebhookKeys.of(secrets), options.tolerance()),
                new StandardSender()));
    all.put(
        "shopify",
        (secrets, options) ->
            hmac(
                HmacForm.SHOPIFY,
                secrets,
                new HeaderSender(
                    List.of("x-shopify-webhook-id", "shopify-webhook-id"),
                    List.of("x-shopify-topic", "shopify-topic"),
                    SHOPIFY_PATIENCE)));
    all.put(
        "stripe",
        (secrets, options) ->
            timed(HmacForm.STRIPE, secrets, options, new BodySender("id", "type")));
    all.put(
        "slack", (secrets, options) -> timed(HmacForm.SLACK, secrets, options, new SlackSender()));
    all.put(
        "hmac",
        (secrets, options) -> {
          DescribedHmac described = DescribedHmac.of(options);
          return new Scheme(described.proof(secrets), described.sender());
        });
    all.put("bearer", (secrets, options) -> new Scheme(new BearerProof(secrets), any(options)));
    all.put("basic", (secrets, options) -> new Scheme(new BasicProof(secrets), any(options)));
    all.put(NONE, (secrets, options) -> new Scheme(new OpenProof(), any(options)));
    return all;
  }

  private static Scheme hmac(HmacForm form, List<String> secrets, Sender sender) {
    return new Scheme(HmacProof.of(form, secrets, null), sender);
  }

  private static Scheme timed(HmacForm form, List<String> secrets, Options options, Sender sender) {
    return new Scheme(HmacProof.of(form, secrets, options.tolerance()), sender);
  }

  private static Sender any(Options options) {
    return new EventGridSender(
        HeaderSender.ANY.preferring(options.header("idHeader"), options.header("eventHeader")));
  }

  /** All names, sorted. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * The options that a scheme knows, sorted.
   *
   * @throws IllegalArgumentException for an unknown name
   */
  public static List<String> options(String name) {
    // The one option that a scheme cannot do without.
    Options options = new Options(Map.of("header", "X-Signature"));
    maker(name).make(List.of(), options);
    return options.asked();
  }

  /** As {@link #of}, without options. */
  public static Scheme named(String name, List<String> secrets) {
    return of(new SchemeSettings(name, secrets));
  }

  /**
   * A scheme with its live secrets.
   *
   * @throws IllegalArgumentException for an unknown name, without a secret where one is needed, for
   *     secrets of another form, and for options that are missing, unknown or do not fit; no secret
   *     stands in the message
   */
  public static Scheme of(SchemeSettings settings) {
    Scheme scheme = made(settings);
    String name = settings.scheme();
    if (settings.secrets().isEmpty() && !name.equals(NONE)) {
      throw new IllegalArgumentException(
          "scheme '"
              + name
              + "' needs a secret and has none; set verify.secrets, or verify.scheme: none to let"
              + " everybody in");
    }
    return scheme;
  }

  /**
   * Checks settings whose secrets may not be there yet.
   *
   * @throws IllegalArgumentException as {@link #of}, but for missing secrets
   */
  public static void check(SchemeSettings settings) {
    made(settings);
  }

  private static Scheme made(SchemeSettings settings) {
    String name = settings.scheme();
    Options options = new Options(settings.options());
    Scheme scheme = maker(name).make(settings.secrets(), options);
    options.refuseUnused(name);
    return scheme;
  }

  private static Maker maker(String name) {
    Maker maker = BY_NAME.get(name);
    if (maker == null) {
      throw new IllegalArgumentException(
          "unknown scheme '" + name + "'; known are " + String.join(", ", names()));
    }
    return maker;
  }
}
