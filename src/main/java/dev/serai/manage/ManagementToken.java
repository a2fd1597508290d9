package dev.serai.manage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The word that tells the hub's own operator from others on this machine. It prints nowhere. */
public final class ManagementToken {

  private static final int BYTES = 32;
  private static final String SCHEME = "Bearer ";

  private final String text;

  private ManagementToken(String text) {
    this.text = text;
  }

  /** A new one of 256 random bits. */
  public static ManagementToken random() {
    byte[] bits = new byte[BYTES];
    new SecureRandom().nextBytes(bits);
    return new ManagementToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** For the file that only the operator may read. */
  public String secret() {
    return text;
  }

  /** Whether this Authorization header (or null) holds the token; takes as long for each guess. */
  boolean matches(String authorization) {
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(
            text.getBytes(UTF_8), authorization.substring(SCHEME.length()).trim().getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "ManagementToken[***]";
  }
}
