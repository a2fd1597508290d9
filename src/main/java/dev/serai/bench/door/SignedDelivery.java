package dev.serai.bench.door;

import dev.serai.bench.load.Post;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * GitHub's delivery of a workflow run of 10 KB, signed with a secret known to every server here.
 */
public final class SignedDelivery {

  public static final String PATH = "/webhooks/github";

  static final String SECRET = "a-secret-of-no-worth";

  private static final String SAMPLE = "/samples/github/workflow_run.completed.success.json";
  private static final String ALGORITHM = "HmacSHA256";

  private SignedDelivery() {}

  /** The request, with a delivery id that changes each time. */
  public static Post to(int port) {
    byte[] body = body();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", "GitHub-Hookshot/044aadd");
    headers.put("Accept", "*/*");
    headers.put("Content-Type", "application/json");
    headers.put("X-GitHub-Event", "workflow_run");
    headers.put("X-GitHub-Hook-ID", "292430182");
    headers.put("X-Hub-Signature-256", signature(mac().doFinal(body)));
    return Post.of(port, PATH, "X-GitHub-Delivery", headers, body);
  }

  static byte[] body() {
    try (InputStream sample = SignedDelivery.class.getResourceAsStream(SAMPLE)) {
      return sample.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(SAMPLE + " cannot be read", e);
    }
  }

  /** Keyed; for one thread. */
  static Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no " + ALGORITHM, e);
    }
  }

  /** A digest as the header carries it. */
  static String signature(byte[] digest) {
    return "sha256=" + HexFormat.of().formatHex(digest);
  }
}
