package dev.serai.bus.servicebus.twin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Looks at tokens: signatures of the shared access key. */
final class TokenDesk implements RequestNode.Desk {

  static final String KEY_NAME = "RootManageSharedAccessKey";

  private final String key;
  private final Faults faults;

  TokenDesk(String key, Faults faults) {
    this.key = key;
    this.faults = faults;
  }

  @Override
  public RequestNode.Answer answer(Map<String, Object> properties, Object body) {
    boolean right = !faults.refuseTokens && isSigned((String) body);
    return new RequestNode.Answer(
        Map.of(
            "status-code",
            right ? 202 : 401,
            "status-description",
            right ? "Accepted" : "InvalidSignature: The token has an invalid signature."),
        null);
  }

  /** Whether it is a signature of the key that has not expired. */
  boolean isSigned(String token) {
    String prefix = "SharedAccessSignature ";
    if (token == null || !token.startsWith(prefix)) {
      return false;
    }
    Map<String, String> parts = new HashMap<>();
    for (String part : token.substring(prefix.length()).split("&", -1)) {
      String[] pair = part.split("=", 2);
      parts.put(pair[0], pair[1]);
    }
    String signature = URLDecoder.decode(parts.get("sig"), StandardCharsets.UTF_8);
    return KEY_NAME.equals(parts.get("skn"))
        && Long.parseLong(parts.get("se")) > System.currentTimeMillis() / 1_000
        && signature.equals(sign(parts.get("sr") + "\n" + parts.get("se")));
  }

  private String sign(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
