package dev.serai.source.scheme;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Keys as Standard Webhooks writes them: {@code whsec_} and base64 for a shared secret (the prefix
 * may be left out), {@code whpk_} and base64 for the public half of an ed25519 pair.
 */
record WebhookKeys(List<byte[]> shared, List<PublicKey> publicKeys) {

  static final String SHARED = "whsec_";
  static final String PUBLIC = "whpk_";
  static final String PRIVATE = "whsk_";
  private static final int SHORTEST = 24;

  /**
   * Reads the secrets.
   *
   * @throws IllegalArgumentException telling which one is none, and never its text
   */
  static WebhookKeys of(List<String> secrets) {
    List<byte[]> shared = new ArrayList<>();
    List<PublicKey> publicKeys = new ArrayList<>();
    for (int i = 0; i < secrets.size(); i++) {
      String secret = secrets.get(i);
      String which = "secret " + (i + 1);
      if (secret.startsWith(PRIVATE)) {
        throw new IllegalArgumentException(
            which + " is the sender's private key (whsk_); give the public one, whpk_…");
      }
      if (secret.startsWith(PUBLIC)) {
        byte[] key = base64(which, secret.substring(PUBLIC.length()));
        publicKeys.add(PairSignature.publicKey(which, key));
      } else {
        shared.add(shared(which, secret));
      }
    }
    return new WebhookKeys(List.copyOf(shared), List.copyOf(publicKeys));
  }

  private static byte[] shared(String which, String secret) {
    String text = secret.startsWith(SHARED) ? secret.substring(SHARED.length()) : secret;
    byte[] key = base64(which, text);
    if (key.length < SHORTEST) {
      throw new IllegalArgumentException(
          "%s is %d bytes long; Standard Webhooks wants at least %d, take it from the sender again"
              .formatted(which, key.length, SHORTEST));
    }
    return key;
  }

  static byte[] base64(String which, String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          which + " is no Standard Webhooks key; it is whsec_ or whpk_ and base64 after it", e);
    }
  }
}
