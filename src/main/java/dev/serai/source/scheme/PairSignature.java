package dev.serai.source.scheme;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** Ed25519 as Standard Webhooks uses it: keys are the bare 32 bytes. */
final class PairSignature {

  /** Bytes of a signature. */
  static final int SIZE = 64;

  private static final String ALGORITHM = "Ed25519";
  private static final int KEY_BYTES = 32;

  /** What X.509 and PKCS #8 write before the bytes of a key (RFC 8410). */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

  private PairSignature() {}

  /**
   * Reads a public key.
   *
   * @throws IllegalArgumentException beginning with {@code which}
   */
  static PublicKey publicKey(String which, byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          which + " is no ed25519 public key: it is " + key.length + " bytes long instead of 32");
    }
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePublic(new X509EncodedKeySpec(joined(X509, key)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(which + " is no ed25519 public key", e);
    }
  }

  /** False also for bytes that are no point of the curve. */
  static boolean matches(PublicKey key, byte[] signature, byte[][] signed) {
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(key);
      for (byte[] part : signed) {
        check.update(part);
      }
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /**
   * The headers of a signed request.
   *
   * @param secret {@code whsk_} and base64; some write the public half after the private one
   */
  static Map<String, String> sign(String secret, String id, Instant at, byte[] body) {
    byte[] key = WebhookKeys.base64("the key", secret.substring(WebhookKeys.PRIVATE.length()));
    if (key.length != KEY_BYTES && key.length != 2 * KEY_BYTES) {
      throw new IllegalArgumentException(
          "the key is no ed25519 private key: it is "
              + key.length
              + " bytes long instead of 32 or 64");
    }
    byte[] encoded = joined(PKCS8, Arrays.copyOf(key, KEY_BYTES));
    String time = Long.toString(at.getEpochSecond());
    try {
      PrivateKey privateKey =
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(privateKey);
      for (byte[] part : HmacForm.STANDARD.content().bytes(id, time, body)) {
        signature.update(part);
      }
      String written = Encoding.BASE64.encode(signature.sign());
      return Map.of(
          "Webhook-Id", id, "Webhook-Timestamp", time, "Webhook-Signature", "v1a," + written);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key is no ed25519 private key", e);
    }
  }

  private static byte[] joined(byte[] before, byte[] after) {
    byte[] joined = Arrays.copyOf(before, before.length + after.length);
    System.arraycopy(after, 0, joined, before.length, after.length);
    return joined;
  }
}
