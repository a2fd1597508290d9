package dev.serai.source.scheme;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 with the live secrets of one connector; keyed once per thread. */
final class Hmac {

  private static final String ALGORITHM = "HmacSHA256";

  private final List<SecretKeySpec> keys;
  private final ThreadLocal<Mac[]> macs;

  Hmac(List<String> secrets) {
    keys =
        secrets.stream()
            .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM))
            .toList();
    macs = ThreadLocal.withInitial(this::keyed);
  }

  /** Whether one of the secrets gives this digest over the bytes; constant time for each secret. */
  boolean matches(byte[] digest, byte[] bytes) {
    for (Mac mac : macs.get()) {
      if (MessageDigest.isEqual(mac.doFinal(bytes), digest)) {
        return true;
      }
    }
    return false;
  }

  private Mac[] keyed() {
    Mac[] keyed = new Mac[keys.size()];
    try {
      for (int i = 0; i < keyed.length; i++) {
        keyed[i] = Mac.getInstance(ALGORITHM);
        keyed[i].init(keys.get(i));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no " + ALGORITHM, e);
    }
    return keyed;
  }
}
