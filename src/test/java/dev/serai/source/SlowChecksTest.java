package dev.serai.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.source.scheme.SchemeSettings;
import dev.serai.source.scheme.Signer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Ed25519 costs a hundred times what an HMAC does; a flood of it is one connector's trouble. */
class SlowChecksTest {

  private static final byte[] BODY = "{\"type\":\"tide\"}".getBytes(StandardCharsets.UTF_8);
  private static final int FLOOD = 600;

  @Test
  void a_flood_of_forged_signatures_is_refused_while_other_connectors_are_served()
      throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    String publicKey =
        "whpk_" + base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    byte[] key = pair.getPrivate().getEncoded();
    String privateKey = "whsk_" + base64(Arrays.copyOfRange(key, key.length - 32, key.length));
    try (OpenDoor open =
        OpenDoor.with(
            OpenDoor.settings(),
            WebhookConnector.webhook("github", "github", OpenDoor.SECRET),
            WebhookConnector.webhook("tides", "standard-webhooks", publicKey))) {
      open.door.register("github", request -> accepted());
      open.door.register("tides", request -> accepted());

      List<CompletableFuture<HttpResponse<String>>> forged = new ArrayList<>();
      for (int i = 0; i < FLOOD; i++) {
        forged.add(open.sendAsync(tide(open, privateKey, "{}".getBytes(StandardCharsets.UTF_8))));
        if (i % 100 == 50) {
          assertThat(open.send(open.delivery("d-" + i, "{}")).statusCode()).isEqualTo(202);
        }
      }

      assertThat(forged).allSatisfy(each -> assertThat(each.get().statusCode()).isIn(401, 503));
      assertThat(open.door.requestsInFlight()).isZero();
      assertThat(open.send(tide(open, privateKey, BODY)).statusCode()).isEqualTo(202);
    }
  }

  private static CompletableFuture<WebhookOutcome> accepted() {
    return CompletableFuture.completedFuture(new WebhookOutcome.Accepted(1, 0));
  }

  /** Signed over one body and sent with another, unless they are the same. */
  private static HttpRequest.Builder tide(OpenDoor open, String privateKey, byte[] body) {
    HttpRequest.Builder request =
        open.to("/webhooks/tides")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    new Signer(new SchemeSettings("standard-webhooks", List.of(privateKey), Map.of()))
        .headers("", "msg_1", Instant.now(), BODY)
        .forEach(request::header);
    return request;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
