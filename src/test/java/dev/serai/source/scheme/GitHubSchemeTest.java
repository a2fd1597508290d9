package dev.serai.source.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.serai.Corpora;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class GitHubSchemeTest {

  private static final String SIGNATURE = "x-hub-signature-256";

  private final Random random = new Random(20_261_121);

  @Test
  void published_vectors_are_judged_as_published() throws Exception {
    String json = Files.readString(Corpora.require("signature-vectors/official-accepts.json"));
    JsonArray vectors = new JsonObject(json).getJsonArray("vectors");
    List<JsonObject> ours =
        IntStream.range(0, vectors.size())
            .mapToObj(vectors::getJsonObject)
            .filter(vector -> vector.getString("provider").equals("github"))
            .toList();

    assertThat(ours).isNotEmpty().allSatisfy(GitHubSchemeTest::judged);
  }

  private static void judged(JsonObject vector) {
    Map<String, String> headers = new HashMap<>();
    vector
        .getJsonObject("headers")
        .forEach(header -> headers.put(lower(header.getKey()), (String) header.getValue()));
    byte[] body = Base64.getDecoder().decode(vector.getString("body_base64"));

    Verdict verdict =
        scheme(vector.getString("secret"))
            .verify(new SignedRequest(headers, "", body, Instant.EPOCH));

    assertThat(verdict == Verdict.VERIFIED).isEqualTo(vector.getString("expect").equals("accept"));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Test
  void bodies_of_all_lengths_verify_and_no_changed_bit_does() throws Exception {
    for (int length = 0; length < 300; length++) {
      byte[] body = new byte[length];
      random.nextBytes(body);
      String secret = "säcret " + random.nextLong();
      String signature = "sha256=" + HexFormat.of().formatHex(hmac(secret, body));

      assertThat(scheme("other", secret).verify(signed(signature, body)))
          .isEqualTo(Verdict.VERIFIED);
      assertThat(scheme("other").verify(signed(signature, body))).isEqualTo(Verdict.WRONG);
      if (length > 0) {
        body[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
        assertThat(scheme(secret).verify(signed(signature, body))).isEqualTo(Verdict.WRONG);
      }
    }
  }

  @Test
  void every_changed_digit_of_a_signature_is_wrong() throws Exception {
    byte[] body = "{}".getBytes(UTF_8);
    String signature = "sha256=" + HexFormat.of().formatHex(hmac("s", body));
    Scheme scheme = scheme("s");

    for (int i = 0; i < signature.length(); i++) {
      StringBuilder changed = new StringBuilder(signature);
      changed.setCharAt(i, changed.charAt(i) == '0' ? '1' : '0');
      assertThat(scheme.verify(signed(changed.toString(), body))).isEqualTo(Verdict.WRONG);
      assertThat(scheme.verify(signed(signature.substring(0, i), body))).isEqualTo(Verdict.WRONG);
    }
    assertThat(scheme.verify(signed(signature + "0", body))).isEqualTo(Verdict.WRONG);
    assertThat(scheme.verify(signed(signature.toUpperCase(Locale.ROOT), body)))
        .isEqualTo(Verdict.WRONG);
  }

  @Test
  void digits_of_other_scripts_are_wrong_and_nothing_throws() {
    byte[] body = "{}".getBytes(UTF_8);
    List<String> odd =
        List.of(
            "", "=", "sha256", "sha256=" + "\u0661".repeat(64), "sha256=" + "\uff41".repeat(64));

    assertThatCode(
            () ->
                odd.forEach(
                    signature ->
                        assertThat(scheme("s").verify(signed(signature, body)))
                            .isEqualTo(Verdict.WRONG)))
        .doesNotThrowAnyException();
    assertThat(scheme("s").verify(new SignedRequest(Map.of(), "", body, Instant.EPOCH)))
        .isEqualTo(Verdict.MISSING);
  }

  @Test
  void the_sha_1_header_never_verifies() {
    SignedRequest request =
        new SignedRequest(
            Map.of("x-hub-signature", "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59"),
            "",
            "Hello, World!".getBytes(UTF_8),
            Instant.EPOCH);

    assertThat(scheme("It's a Secret to Everybody").verify(request)).isEqualTo(Verdict.MISSING);
  }

  @Test
  void threads_do_not_disturb_each_other() throws Exception {
    Scheme scheme = scheme("s");
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 4)
            .mapToObj(thread -> CompletableFuture.runAsync(() -> verifyMany(scheme, thread)))
            .toList();

    all.forEach(CompletableFuture::join);
  }

  private static void verifyMany(Scheme scheme, int thread) {
    for (int i = 0; i < 500; i++) {
      byte[] body = ("{\"thread\":" + thread + ",\"i\":" + i + "}").getBytes(UTF_8);
      String signature = "sha256=" + HexFormat.of().formatHex(hmac("s", body));
      assertThat(scheme.verify(signed(signature, body))).isEqualTo(Verdict.VERIFIED);
    }
  }

  private static Scheme scheme(String... secrets) {
    return Schemes.named("github", List.of(secrets));
  }

  private static SignedRequest signed(String signature, byte[] body) {
    return new SignedRequest(Map.of(SIGNATURE, signature), "", body, Instant.EPOCH);
  }

  private static byte[] hmac(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
