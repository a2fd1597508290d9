package dev.serai.source.scheme;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A bearer token in {@code Authorization} or in the query parameter {@code access_token}, both of
 * which the CloudEvents webhook specification (3.1, 3.2) demands of a target.
 */
final class BearerProof implements Proof {

  private static final String PREFIX = "bearer ";
  private static final String PARAMETER = "access_token";

  private final Texts tokens;

  BearerProof(List<String> secrets) {
    tokens = new Texts(secrets);
  }

  @Override
  public Verdict verify(SignedRequest request) {
    byte[] given;
    try {
      given = given(request);
    } catch (IllegalArgumentException brokenEscapeOrRepeated) {
      return Verdict.WRONG;
    }
    return given == null ? Verdict.MISSING : tokens.verdict(given);
  }

  /** A header that is there decides alone: no second try through the query. */
  private static byte[] given(SignedRequest request) {
    String authorization = request.header("authorization");
    if (authorization != null) {
      boolean bearer = authorization.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
      String token = bearer ? authorization.substring(PREFIX.length()).strip() : "";
      return token.getBytes(StandardCharsets.UTF_8);
    }
    return request.query().contains(PARAMETER + "=")
        ? FormField.only(PARAMETER, request.query().getBytes(StandardCharsets.UTF_8))
        : null;
  }

  @Override
  public String challenge() {
    return "Bearer realm=\"serai\"";
  }
}
