package dev.serai.source.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.Corpora;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the senders themselves publish. */
class OfficialVectorsTest {

  private static List<JsonObject> vectors() throws IOException {
    String json = Files.readString(Corpora.require("signature-vectors/official-accepts.json"));
    JsonArray vectors = new JsonObject(json).getJsonArray("vectors");
    return IntStream.range(0, vectors.size()).mapToObj(vectors::getJsonObject).toList();
  }

  private static Verdict verdict(JsonObject vector, String secret, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    vector
        .getJsonObject("headers")
        .forEach(
            header ->
                headers.put(header.getKey().toLowerCase(Locale.ROOT), (String) header.getValue()));
    Instant now = Instant.ofEpochSecond(vector.getLong("now_epoch_seconds", 0L));
    return Schemes.named(vector.getString("provider"), List.of(secret))
        .verify(new SignedRequest(headers, "", body, now));
  }

  private static byte[] body(JsonObject vector) {
    return Base64.getDecoder().decode(vector.getString("body_base64"));
  }

  @Test
  void published_vectors_are_judged_as_published() throws Exception {
    assertThat(vectors())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            vector ->
                assertThat(verdict(vector, vector.getString("secret"), body(vector)))
                    .as(vector.getString("id"))
                    .isEqualTo(
                        vector.getString("expect").equals("accept")
                            ? Verdict.VERIFIED
                            : Verdict.WRONG));
  }

  @Test
  void published_vectors_with_another_body_are_wrong() throws Exception {
    assertThat(vectors())
        .filteredOn(vector -> !vector.getString("id").equals("gitlab-token"))
        .allSatisfy(
            vector -> {
              byte[] body = body(vector);
              body[body.length / 2] ^= 1;
              assertThat(verdict(vector, vector.getString("secret"), body))
                  .isEqualTo(Verdict.WRONG);
            });
  }
}
