package dev.serai.source.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemesTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final byte[] BODY = "{}".getBytes(UTF_8);

  private static Map<String, String> options(String... pairs) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      options.put(pairs[i], pairs[i + 1]);
    }
    return options;
  }

  private static String refusal(String scheme, String secret, String... options) {
    try {
      Schemes.of(new SchemeSettings(scheme, List.of(secret), options(options)));
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
    throw new AssertionError(scheme + " was made");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-S | signed | {timestamp}.{body} | has a {timestamp}; name the header it stands in with timestampHeader",
        "X-S | signed | {id}.{body} | has an {id}; name the header it stands in with idHeader",
        "X-S | signed | {id} | leaves out {body}, so anybody could change it; add it",
        "X-S | signed | {bdy} | '{bdy}' is unknown; known are {body}, {id}, {timestamp}",
        "X-S | signed | {body | '{body' is unknown",
        "X-S | timestampHeader | X-T | leaves out {timestamp}, so anybody could write a new one",
        "X-S | tolerance | PT1M | tolerance needs a timestamp",
        "X-S | algorithm | md5 | algorithm: 'md5' is unknown; known are sha1, sha256, sha384, sha512",
        "X-S | encoding | hx | encoding: 'hx' is unknown; known are hex, base64, base64url",
        "X-S | key | hex | secret 1 cannot be read as key: hex",
        "X S | prefix | v1= | header: 'X S' is no header name",
        "X-S | idHeader | a b | idHeader: 'a b' is no header name",
      })
  void a_description_that_does_not_fit_is_told(
      String header, String option, String value, String message) {
    assertThat(refusal("hmac", "s3cret", "header", header, option, value))
        .contains(message)
        .doesNotContain("s3cret");
  }

  @Test
  void a_description_without_a_header_is_told_what_to_write() {
    assertThat(refusal("hmac", "s"))
        .isEqualTo(
            "header is missing; write the one that the signature stands in, such as header: X-Signature");
  }

  @Test
  void an_option_of_another_scheme_is_refused_with_what_the_scheme_has() {
    assertThat(refusal("github", "s", "tolerance", "PT1M"))
        .isEqualTo(
            "tolerance: the scheme 'github' has no such option; it has none. Remove it, or write"
                + " scheme: hmac to describe the sender yourself");
    assertThat(refusal("slack", "s", "prefix", "v0="))
        .startsWith("prefix: the scheme 'slack' has no such option; it has tolerance.");
  }

  @ParameterizedTest
  @CsvSource({
    "standard-webhooks, whsec_%%%, secret 1 is no Standard Webhooks key",
    "standard-webhooks, whsec_AAAA, is 3 bytes long; Standard Webhooks wants at least 24",
    "standard-webhooks, whsk_AAAA, secret 1 is the sender's private key (whsk_)",
    "standard-webhooks, whpk_AAAA, secret 1 is no ed25519 public key: it is 3 bytes long instead of 32",
    "gitlab, whsec_AAAA, is 3 bytes long",
    "basic, hunter2, secret 1 is no user:password",
  })
  void a_secret_of_another_form_is_told_without_its_text(
      String scheme, String secret, String message) {
    assertThat(refusal(scheme, secret)).contains(message).doesNotContain(secret);
  }

  @Test
  void no_secret_is_printed() {
    assertThat(new SchemeSettings("github", List.of("hunter2")).toString())
        .doesNotContain("hunter2");
  }

  @Test
  void an_unknown_scheme_is_told_with_the_known_ones() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schemes.named("githb", List.of("s")))
        .withMessage(
            "unknown scheme 'githb'; known are basic, bearer, circleci, github, gitlab, hmac, none,"
                + " shopify, slack, standard-webhooks, stripe");
  }

  @Test
  void the_sha_1_header_of_github_never_verifies() {
    SignedRequest request =
        new SignedRequest(
            Map.of("x-hub-signature", "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59"),
            "",
            "Hello, World!".getBytes(UTF_8),
            NOW);

    assertThat(Schemes.named("github", List.of("It's a Secret to Everybody")).verify(request))
        .isEqualTo(Verdict.MISSING);
  }

  @Test
  void a_wrong_gitlab_signature_is_not_mended_by_a_right_token() {
    String signing = TestSender.GITLAB.secret(new Random());
    Scheme scheme = Schemes.named("gitlab", List.of(signing, "token"));
    SignedRequest signed = TestSender.GITLAB.request(signing, "d", NOW, NOW, BODY);

    assertThat(scheme.verify(changed(signed, "x-gitlab-token", "wrong")))
        .isEqualTo(Verdict.VERIFIED);
    for (String wrong : List.of("", "v1,AAAA", "v2,AAAA")) {
      assertThat(
              scheme.verify(
                  changed(changed(signed, "webhook-signature", wrong), "x-gitlab-token", "token")))
          .isEqualTo(Verdict.WRONG);
    }
    assertThat(scheme.verify(new SignedRequest(Map.of("x-gitlab-token", "token"), "", BODY, NOW)))
        .isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void a_gitlab_signing_token_in_clear_text_lets_nobody_in() {
    String signing = TestSender.GITLAB.secret(new Random());

    assertThat(
            Schemes.named("gitlab", List.of(signing, "token"))
                .verify(new SignedRequest(Map.of("x-gitlab-token", signing), "", BODY, NOW)))
        .isEqualTo(Verdict.WRONG);
    assertThat(
            Schemes.named("gitlab", List.of("token"))
                .verify(
                    changed(
                        TestSender.GITLAB.request(signing, "d", NOW, NOW, BODY),
                        "x-gitlab-token",
                        "token")))
        .isEqualTo(Verdict.WRONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v0,", "v2,", "v1a,", "V1,", ""})
  void a_right_digest_under_another_version_does_not_verify(String version) {
    String secret = TestSender.STANDARD_SHARED.secret(new Random());
    SignedRequest signed = TestSender.STANDARD_SHARED.request(secret, "d", NOW, NOW, BODY);
    String digest = signed.header("webhook-signature").substring("v1,".length());

    assertThat(
            Schemes.named("standard-webhooks", List.of(secret))
                .verify(changed(signed, "webhook-signature", version + digest)))
        .isEqualTo(Verdict.WRONG);
  }

  @Test
  void a_right_signature_counts_among_wrong_and_unknown_ones() {
    String secret = TestSender.STANDARD_SHARED.secret(new Random());
    SignedRequest shared = TestSender.STANDARD_SHARED.request(secret, "d", NOW, NOW, BODY);
    SignedRequest stripe = TestSender.STRIPE.request("s", "d", NOW, NOW, BODY);
    SignedRequest circle = TestSender.CIRCLECI.request("s", "d", NOW, NOW, BODY);
    String right = circle.header("circleci-signature");
    String wrong = "v1=" + "0".repeat(64);

    assertThat(
            Schemes.named("standard-webhooks", List.of(secret))
                .verify(
                    changed(
                        shared,
                        "webhook-signature",
                        "v1a,AAAA  v1,AAAA v9,x " + shared.header("webhook-signature"))))
        .isEqualTo(Verdict.VERIFIED);
    assertThat(
            Schemes.named("stripe", List.of("s"))
                .verify(
                    changed(
                        stripe,
                        "stripe-signature",
                        stripe.header("stripe-signature").replace(",", "," + wrong + ", ")
                            + ",v0=x")))
        .isEqualTo(Verdict.VERIFIED);
    assertThat(
            Schemes.named("circleci", List.of("s"))
                .verify(changed(circle, "circleci-signature", wrong + "," + right)))
        .isEqualTo(Verdict.VERIFIED);
    assertThat(
            Schemes.named("circleci", List.of("s"))
                .verify(changed(circle, "circleci-signature", right.replace("v1=", "v2="))))
        .isEqualTo(Verdict.WRONG);
  }

  @Test
  void two_times_in_a_stripe_header_are_wrong() {
    SignedRequest stripe = TestSender.STRIPE.request("s", "d", NOW, NOW, BODY);
    String twice = "t=1," + stripe.header("stripe-signature");

    assertThat(
            Schemes.named("stripe", List.of("s"))
                .verify(changed(stripe, "stripe-signature", twice)))
        .isEqualTo(Verdict.WRONG);
  }

  @Test
  void a_described_sender_may_write_its_prefix_once_or_with_commas_in_it() {
    byte[] digest = TestSender.sha256("s".getBytes(UTF_8), BODY);
    String wrong = "0".repeat(64);

    assertThat(described("v0=", "v0=" + wrong + "," + TestSender.hex(digest)))
        .isEqualTo(Verdict.VERIFIED);
    assertThat(described("v1,", "v1," + TestSender.hex(digest))).isEqualTo(Verdict.VERIFIED);
    assertThat(described("HMAC ", "HMAC " + TestSender.hex(digest))).isEqualTo(Verdict.VERIFIED);
    assertThat(described("v0=", TestSender.hex(digest))).isEqualTo(Verdict.WRONG);
  }

  @Test
  void a_described_time_may_be_in_milliseconds() {
    String millis = Long.toString(NOW.toEpochMilli());
    byte[] digest = TestSender.sha256("s".getBytes(UTF_8), (millis + "{}").getBytes(UTF_8));
    Scheme scheme =
        Schemes.of(
            new SchemeSettings(
                "hmac",
                List.of("s"),
                options("header", "X-S", "signed", "{timestamp}{body}", "timestampHeader", "X-T")));
    Map<String, String> headers = Map.of("x-s", TestSender.hex(digest), "x-t", millis);

    assertThat(scheme.verify(new SignedRequest(headers, "", BODY, NOW)))
        .isEqualTo(Verdict.VERIFIED);
    assertThat(scheme.verify(new SignedRequest(headers, "", BODY, NOW.plusSeconds(301))))
        .isEqualTo(Verdict.STALE);
  }

  private static Verdict described(String prefix, String header) {
    return Schemes.of(
            new SchemeSettings("hmac", List.of("s"), options("header", "X-S", "prefix", prefix)))
        .verify(new SignedRequest(Map.of("x-s", header), "", BODY, NOW));
  }

  @Test
  void a_long_list_of_signatures_costs_a_bounded_number_of_checks() {
    String secret = TestSender.STANDARD_PAIR.secret(new Random());
    SignedRequest signed = TestSender.STANDARD_PAIR.request(secret, "d", NOW, NOW, BODY);
    byte[] junk = new byte[64];
    Arrays.fill(junk, (byte) 1);
    String many = ("v1a," + TestSender.base64(junk) + " ").repeat(4);

    assertThat(
            Schemes.named("standard-webhooks", List.of(secret))
                .verify(
                    changed(
                        signed, "webhook-signature", many + signed.header("webhook-signature"))))
        .isEqualTo(Verdict.WRONG);
  }

  private static SignedRequest changed(SignedRequest request, String header, String value) {
    Map<String, String> headers = new HashMap<>(request.headers());
    headers.put(header, value);
    return new SignedRequest(headers, "", request.body(), request.receivedAt());
  }
}
