package dev.serai.source.scheme;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Secrets that senders send as they are. */
final class Texts {

  private final List<byte[]> live;

  Texts(List<String> secrets) {
    live = secrets.stream().map(secret -> secret.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** Compares with each in constant time. */
  Verdict verdict(byte[] given) {
    for (byte[] secret : live) {
      if (MessageDigest.isEqual(given, secret)) {
        return Verdict.VERIFIED;
      }
    }
    return Verdict.WRONG;
  }
}
