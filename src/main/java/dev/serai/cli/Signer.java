package dev.serai.cli;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the headers that a sender of a scheme would send.
 *
 * @param secret null to send unsigned
 */
record Signer(String scheme, String secret) {

  Map<String, String> headers(String event, String id, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    switch (scheme) {
      case "github" -> {
        headers.put("User-Agent", "GitHub-Hookshot/serai");
        headers.put("X-GitHub-Event", event);
        headers.put("X-GitHub-Delivery", id);
        if (secret != null) {
          headers.put("X-Hub-Signature-256", "sha256=" + hmac(secret, body));
        }
      }
      case "bearer" -> {
        headers.put("Webhook-Id", id);
        if (secret != null) {
          headers.put("Authorization", "Bearer " + secret);
        }
      }
      case "none" -> {
        headers.put("Webhook-Id", id);
        if (!event.isEmpty()) {
          headers.put("X-GitHub-Event", event);
        }
      }
      default ->
          throw new CliException(
              ExitCode.INVALID,
              "cannot sign for the scheme '%s'; known are bearer, github, none".formatted(scheme));
    }
    return headers;
  }

  private static String hmac(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no HMAC-SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Signer[" + scheme + "]";
  }
}
