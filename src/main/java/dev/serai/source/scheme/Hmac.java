package dev.serai.source.scheme;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A keyed digest with the live secrets of one connector; keyed once per thread. */
final class Hmac {

  static final String SHA256 = "HmacSHA256";

  private final List<SecretKeySpec> keys;
  private final ThreadLocal<Mac[]> macs;
  private final int size;

  /**
   * @param algorithm as Java names it
   */
  Hmac(String algorithm, List<byte[]> secrets) {
    keys = secrets.stream().map(secret -> new SecretKeySpec(secret, algorithm)).toList();
    macs = ThreadLocal.withInitial(this::keyed);
    size = newMac(algorithm).getMacLength();
  }

  /** Bytes of a digest. */
  int size() {
    return size;
  }

  /**
   * Whether one of the secrets gives one of these digests over the parts one after another;
   * constant time for each secret.
   */
  boolean matches(List<byte[]> digests, byte[]... parts) {
    for (Mac mac : macs.get()) {
      byte[] right = digest(mac, parts);
      for (byte[] digest : digests) {
        if (MessageDigest.isEqual(right, digest)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The digest with the first secret. */
  byte[] digest(byte[]... parts) {
    return digest(macs.get()[0], parts);
  }

  private static byte[] digest(Mac mac, byte[]... parts) {
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }

  private Mac[] keyed() {
    Mac[] keyed = new Mac[keys.size()];
    for (int i = 0; i < keyed.length; i++) {
      keyed[i] = newMac(keys.get(i).getAlgorithm());
      try {
        keyed[i].init(keys.get(i));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("This Java runtime refuses a key", e);
      }
    }
    return keyed;
  }

  private static Mac newMac(String algorithm) {
    try {
      return Mac.getInstance(algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no " + algorithm, e);
    }
  }
}
