package dev.serai.source.scheme;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The id of a delivery whose sender gives it none: the same bytes are the same delivery. */
final class BodyDigest {

  /** Looking for its provider takes as long as a digest; each use leaves it as new. */
  private static final ThreadLocal<MessageDigest> SHA256 =
      ThreadLocal.withInitial(BodyDigest::sha256);

  private BodyDigest() {}

  static String of(byte[] body) {
    return "sha256:" + HexFormat.of().formatHex(SHA256.get().digest(body));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no SHA-256", e);
    }
  }
}
