package dev.serai.source.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every scheme must do, with secrets that nobody saw before. */
class SchemeContractTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.789Z");
  private static final byte[] BODY = "{\"id\":\"e-1\",\"type\":\"t\",\"n\":1}".getBytes(UTF_8);

  private final Random random = new Random();

  static Stream<TestSender> timed() {
    return Stream.of(TestSender.values()).filter(sender -> sender.signsTime);
  }

  static Stream<TestSender> digesting() {
    return Stream.of(TestSender.values()).filter(sender -> sender.signsBody);
  }

  private static SignedRequest signed(TestSender sender, String secret) {
    return sender.request(secret, "d-1", NOW, NOW, BODY);
  }

  private static SignedRequest with(SignedRequest request, String header, String value) {
    Map<String, String> headers = new HashMap<>(request.headers());
    headers.put(header, value);
    return new SignedRequest(headers, request.query(), request.body(), request.receivedAt());
  }

  private static SignedRequest with(SignedRequest request, byte[] body) {
    return new SignedRequest(request.headers(), request.query(), body, request.receivedAt());
  }

  @ParameterizedTest
  @EnumSource
  void what_was_signed_verifies_whatever_its_length(TestSender sender) {
    for (int length = 0; length < 200; length++) {
      byte[] body = new byte[length];
      random.nextBytes(body);
      String secret = sender.secret(random);

      assertThat(
              sender.scheme(secret).verify(sender.request(secret, "d-" + length, NOW, NOW, body)))
          .isEqualTo(Verdict.VERIFIED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_live_secret_verifies_and_a_replaced_one_does_not(TestSender sender) {
    String old = sender.secret(random);
    String live = sender.secret(random);
    String gone = sender.secret(random);
    Scheme scheme = sender.scheme(live, old, "");

    assertThat(scheme.verify(signed(sender, old))).isEqualTo(Verdict.VERIFIED);
    assertThat(scheme.verify(signed(sender, live))).isEqualTo(Verdict.VERIFIED);
    assertThat(scheme.verify(signed(sender, gone))).isEqualTo(Verdict.WRONG);
  }

  @ParameterizedTest
  @MethodSource("digesting")
  void a_body_with_any_bit_changed_is_wrong(TestSender sender) {
    String secret = sender.secret(random);
    Scheme scheme = sender.scheme(secret);
    SignedRequest request = signed(sender, secret);

    for (int bit = 0; bit < BODY.length * 8; bit++) {
      byte[] changed = BODY.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(scheme.verify(with(request, changed))).isEqualTo(Verdict.WRONG);
    }
    assertThat(scheme.verify(with(request, new byte[0]))).isEqualTo(Verdict.WRONG);
  }

  @ParameterizedTest
  @EnumSource
  void a_proof_that_is_changed_or_cut_anywhere_is_wrong(TestSender sender) {
    String secret = sender.secret(random);
    Scheme scheme = sender.scheme(secret);
    SignedRequest request = signed(sender, secret);
    String proof = request.header(sender.proof);

    for (int i = 0; i < proof.length(); i++) {
      String changed = proof.substring(0, i) + (proof.charAt(i) == '1' ? '2' : '1');
      String whole = changed + proof.substring(i + 1);
      assertThat(scheme.verify(with(request, sender.proof, whole)))
          .as(whole)
          .isEqualTo(Verdict.WRONG);
      String cut = proof.substring(0, i);
      assertThat(scheme.verify(with(request, sender.proof, cut))).as(cut).isEqualTo(Verdict.WRONG);
    }
    assertThat(scheme.verify(with(request, sender.proof, proof + "0"))).isEqualTo(Verdict.WRONG);
  }

  @ParameterizedTest
  @MethodSource("digesting")
  void a_right_digest_in_another_encoding_is_wrong(TestSender sender) {
    String secret = sender.secret(random);
    Scheme scheme = sender.scheme(secret);
    SignedRequest request = signed(sender, secret);
    String proof = request.header(sender.proof);
    int start = Math.max(proof.lastIndexOf('=', proof.length() - 3), proof.lastIndexOf(',')) + 1;
    String before = proof.substring(0, start);
    String digest = proof.substring(start);
    boolean hex = digest.matches("([0-9a-f]{2})+");
    byte[] bytes =
        hex
            ? HexFormat.of().parseHex(digest)
            : Base64.getDecoder().decode(digest.replace('-', '+').replace('_', '/'));

    String other = hex ? TestSender.base64(bytes) : TestSender.hex(bytes);
    List<String> odd =
        List.of(
            before + other,
            before + Base64.getMimeEncoder(20, new byte[] {'\n'}).encodeToString(bytes),
            before + "\uff11".repeat(digest.length()),
            before + digest + "===",
            before + " " + digest.charAt(0) + " " + digest.substring(1));

    assertThat(odd)
        .allSatisfy(
            written ->
                assertThat(scheme.verify(with(request, sender.proof, written)))
                    .as(written)
                    .isEqualTo(Verdict.WRONG));
  }

  @ParameterizedTest
  @MethodSource("timed")
  void the_time_counts_in_both_directions_bounds_included(TestSender sender) {
    String secret = sender.secret(random);
    Scheme scheme = sender.scheme(secret);

    assertThat(at(sender, scheme, secret, Duration.ofMinutes(-5))).isEqualTo(Verdict.VERIFIED);
    assertThat(at(sender, scheme, secret, Duration.ofSeconds(-301))).isEqualTo(Verdict.STALE);
    assertThat(at(sender, scheme, secret, Duration.ofDays(-3650))).isEqualTo(Verdict.STALE);
    assertThat(at(sender, scheme, secret, Duration.ofMinutes(5))).isEqualTo(Verdict.VERIFIED);
    assertThat(at(sender, scheme, secret, Duration.ofSeconds(301))).isEqualTo(Verdict.EARLY);
    assertThat(at(sender, scheme, secret, Duration.ofDays(3650))).isEqualTo(Verdict.EARLY);
  }

  private static Verdict at(TestSender sender, Scheme scheme, String secret, Duration fromNow) {
    return scheme.verify(sender.request(secret, "d-1", NOW.plus(fromNow), NOW, BODY));
  }

  @ParameterizedTest
  @MethodSource("timed")
  void the_tolerance_can_be_set(TestSender sender) {
    String secret = sender.secret(random);
    Map<String, String> options = new HashMap<>(sender.options());
    options.put("tolerance", "PT1M");
    Scheme scheme = Schemes.of(new SchemeSettings(sender.scheme, List.of(secret), options));

    assertThat(at(sender, scheme, secret, Duration.ofMinutes(-1))).isEqualTo(Verdict.VERIFIED);
    assertThat(at(sender, scheme, secret, Duration.ofSeconds(-61))).isEqualTo(Verdict.STALE);
    assertThat(at(sender, scheme, secret, Duration.ofSeconds(61))).isEqualTo(Verdict.EARLY);
  }

  @ParameterizedTest
  @MethodSource("timed")
  void only_a_right_signature_is_told_to_be_old(TestSender sender) {
    Scheme scheme = sender.scheme(sender.secret(random));

    assertThat(at(sender, scheme, sender.secret(random), Duration.ofDays(-1)))
        .isEqualTo(Verdict.WRONG);
  }

  @ParameterizedTest
  @MethodSource("timed")
  void a_new_time_before_an_old_signature_is_wrong(TestSender sender) {
    String secret = sender.secret(random);
    Instant before = NOW.minus(Duration.ofHours(1));
    SignedRequest old = sender.request(secret, "d-1", before, NOW, BODY);
    Map<String, String> headers = new HashMap<>(old.headers());
    headers.replaceAll(
        (name, value) ->
            value.replace(
                Long.toString(before.getEpochSecond()), Long.toString(NOW.getEpochSecond())));

    assertThat(sender.scheme(secret).verify(new SignedRequest(headers, "", BODY, NOW)))
        .isEqualTo(Verdict.WRONG);
  }

  @ParameterizedTest
  @MethodSource("timed")
  void a_time_that_is_no_number_is_wrong_even_when_it_is_signed(TestSender sender) {
    String secret = sender.secret(random);
    Scheme scheme = sender.scheme(secret);

    for (String time :
        List.of("", " ", "now", "-1", "+1", "1e9", "0x10", "9".repeat(30), "\u0661\u0662", "1.5")) {
      Map<String, String> headers = new HashMap<>();
      sender.sign(headers, secret, "d-1", time, BODY);
      assertThat(scheme.verify(new SignedRequest(headers, "", BODY, NOW)))
          .as(time)
          .isEqualTo(Verdict.WRONG);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_replay_has_the_same_id_and_another_delivery_another(TestSender sender) {
    String secret = sender.secret(random);
    Scheme scheme = sender.scheme(secret);
    byte[] other = "{\"id\":\"e-2\",\"type\":\"t\"}".getBytes(UTF_8);

    String first = id(scheme, sender.request(secret, "d-1", NOW, NOW, BODY));
    String again =
        id(scheme, sender.request(secret, "d-1", NOW.plusSeconds(9), NOW.plusSeconds(9), BODY));
    String next = id(scheme, sender.request(secret, "d-2", NOW, NOW, other));

    assertThat(again).isEqualTo(first).isNotBlank();
    assertThat(next).isNotEqualTo(first);
  }

  private static String id(Scheme scheme, SignedRequest request) {
    assertThat(scheme.verify(request)).isEqualTo(Verdict.VERIFIED);
    return ((Purpose.Delivery) scheme.purpose(request)).id();
  }

  @ParameterizedTest
  @EnumSource
  void a_request_without_the_proof_misses_it(TestSender sender) {
    String secret = sender.secret(random);
    Map<String, String> headers = new HashMap<>(signed(sender, secret).headers());
    headers.remove(sender.proof);

    assertThat(sender.scheme(secret).verify(new SignedRequest(headers, "", BODY, NOW)))
        .isEqualTo(Verdict.MISSING);
    assertThat(sender.scheme(secret).verify(new SignedRequest(Map.of(), "", BODY, NOW)))
        .isEqualTo(Verdict.MISSING);
  }

  @ParameterizedTest
  @EnumSource
  void a_proof_of_another_scheme_does_not_verify(TestSender sender) {
    for (TestSender other : TestSender.values()) {
      if (!other.scheme.equals(sender.scheme) && !bothStandard(other, sender)) {
        String secret = other.secret(random);
        SignedRequest request = signed(other, secret);
        Scheme scheme;
        try {
          scheme = sender.scheme(secret);
        } catch (IllegalArgumentException secretOfAnotherForm) {
          continue;
        }
        assertThat(scheme.verify(request)).as("%s", other).isNotEqualTo(Verdict.VERIFIED);
      }
    }
  }

  /** GitLab signs as Standard Webhooks does: that is one scheme under two names. */
  private static boolean bothStandard(TestSender one, TestSender other) {
    List<String> standard = List.of("gitlab", "standard-webhooks");
    return standard.contains(one.scheme) && standard.contains(other.scheme);
  }

  @ParameterizedTest
  @EnumSource
  void whatever_stands_in_the_headers_is_refused_without_an_exception(TestSender sender) {
    String secret = sender.secret(random);
    Scheme scheme = sender.scheme(secret);
    SignedRequest request = signed(sender, secret);
    String alphabet = "v0123abcXYZ=,;. {}:+/-_\u00e4\u0000\u20acv1=,t=v1a,Bearer ";

    for (int round = 0; round < 2_000; round++) {
      StringBuilder junk = new StringBuilder();
      for (int i = random.nextInt(120); i > 0; i--) {
        junk.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(scheme.verify(with(request, sender.proof, junk.toString())))
          .as(junk.toString())
          .isEqualTo(Verdict.WRONG);
    }
    assertThat(scheme.verify(with(request, sender.proof, "v1a,AAAA ".repeat(3_000))))
        .isEqualTo(Verdict.WRONG);
  }

  @ParameterizedTest
  @EnumSource
  void threads_do_not_disturb_each_other(TestSender sender) {
    String secret = sender.secret(random);
    Scheme scheme = sender.scheme(secret);
    List<SignedRequest> requests =
        IntStream.range(0, 50)
            .mapToObj(i -> sender.request(secret, "d-" + i, NOW, NOW, ("{}" + i).getBytes(UTF_8)))
            .toList();

    IntStream.range(0, 4)
        .mapToObj(thread -> CompletableFuture.runAsync(() -> allVerify(scheme, requests)))
        .toList()
        .forEach(CompletableFuture::join);
  }

  private static void allVerify(Scheme scheme, List<SignedRequest> requests) {
    for (SignedRequest request : requests) {
      assertThat(scheme.verify(request)).isEqualTo(Verdict.VERIFIED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_scheme_has_a_challenge_and_takes_json(TestSender sender) {
    Scheme scheme = sender.scheme(sender.secret(random));

    assertThat(scheme.challenge()).isNotBlank();
    assertThat(scheme.accepts("application/json")).isTrue();
    assertThat(scheme.accepts("text/html")).isFalse();
  }
}
