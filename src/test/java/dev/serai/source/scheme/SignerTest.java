package dev.serai.source.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignerTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.789Z");
  private static final byte[] BODY = "{\"a\":\"ü\"}".getBytes(UTF_8);

  private static SignedRequest signed(SchemeSettings settings) {
    Map<String, String> headers = new HashMap<>();
    new Signer(settings)
        .headers("push", "d-1", NOW, BODY)
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new SignedRequest(headers, "", BODY, NOW);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STANDARD_PAIR")
  void what_it_signs_is_what_the_sender_would_send(TestSender sender) {
    String secret = sender.secret(new Random());
    SchemeSettings settings = new SchemeSettings(sender.scheme, List.of(secret), sender.options());
    SignedRequest request = signed(settings);

    assertThat(Schemes.of(settings).verify(request)).isEqualTo(Verdict.VERIFIED);
    sender
        .request(secret, "d-1", NOW, NOW, BODY)
        .headers()
        .forEach(
            (name, value) -> {
              if (name.equals(sender.proof)) {
                assertThat(request.header(name).replace(';', ','))
                    .isEqualTo(value.replace(';', ','));
              }
            });
  }

  @ParameterizedTest
  @EnumSource
  void without_a_secret_it_sends_no_proof(TestSender sender) {
    SignedRequest request = signed(new SchemeSettings(sender.scheme, List.of(), sender.options()));

    assertThat(sender.scheme(sender.secret(new Random())).verify(request))
        .isEqualTo(Verdict.MISSING);
  }

  @Test
  void ids_and_names_go_where_the_sender_has_them() {
    for (String scheme : List.of("github", "gitlab", "shopify", "bearer", "none")) {
      SchemeSettings settings = new SchemeSettings(scheme, List.of("s"));
      assertThat(Schemes.of(settings).purpose(signed(settings)))
          .isEqualTo(new Purpose.Delivery("d-1", "push"));
    }
  }

  @Test
  void a_private_key_signs_for_its_public_one() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String privateKey = "whsk_" + TestSender.base64(last32(pair.getPrivate().getEncoded()));
    String publicKey = "whpk_" + TestSender.base64(last32(pair.getPublic().getEncoded()));

    SignedRequest request = signed(new SchemeSettings("standard-webhooks", List.of(privateKey)));

    assertThat(Schemes.named("standard-webhooks", List.of(publicKey)).verify(request))
        .isEqualTo(Verdict.VERIFIED);
  }

  private static byte[] last32(byte[] encoded) {
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  @Test
  void a_key_that_cannot_sign_is_told_without_its_text() {
    for (String key : List.of("whpk_AAAA", "whsk_AAAA", "whsk_%%%%")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> signed(new SchemeSettings("standard-webhooks", List.of(key))))
          .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain(key));
    }
  }
}
