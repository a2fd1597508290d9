package dev.serai.source.scheme;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A user and a password in {@code Authorization} (RFC 7617, UTF-8). */
final class BasicProof implements Proof {

  private static final String PREFIX = "basic ";

  private final Texts credentials;

  /**
   * @param secrets each {@code user:password}
   * @throws IllegalArgumentException telling which one has no colon
   */
  BasicProof(List<String> secrets) {
    List<String> written = new ArrayList<>();
    for (String secret : secrets) {
      if (secret.indexOf(':') < 0) {
        throw new IllegalArgumentException(
            "secret %d is no user:password; write both with a colon between"
                .formatted(written.size() + 1));
      }
      written.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }
    credentials = new Texts(written);
  }

  @Override
  public Verdict verify(SignedRequest request) {
    String authorization = request.header("authorization");
    if (authorization == null) {
      return Verdict.MISSING;
    }
    boolean basic = authorization.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    String given = basic ? authorization.substring(PREFIX.length()).strip() : "";
    return credentials.verdict(given.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String challenge() {
    return "Basic realm=\"serai\", charset=\"UTF-8\"";
  }
}
