package dev.serai.source.feed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Stands for texts that are too long, or must only be compared. */
public final class Digests {

  private static final String PREFIX = "sha256:";
  private static final int LONGEST = 200;

  private Digests() {}

  /** The id itself when it is short and of visible ASCII, else {@code sha256:} and its digest. */
  public static String bounded(String id) {
    boolean plain = id.length() <= LONGEST && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return plain && !id.startsWith(PREFIX) ? id : PREFIX + of(id);
  }

  /** 64 hex digits over all parts, which may be null; other parts give another digest. */
  public static String of(String... parts) {
    MessageDigest sha = sha256();
    for (String part : parts) {
      byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
      sha.update((part == null ? "-" : bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      sha.update(bytes);
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
