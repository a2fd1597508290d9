package dev.serai.source.scheme;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * A bearer token in {@code Authorization} or in the query parameter {@code access_token}, both of
 * which the CloudEvents webhook specification (3.1, 3.2) demands of a target.
 */
final class BearerScheme implements Scheme {

  private static final String PREFIX = "bearer ";
  private static final String PARAMETER = "access_token";

  private final List<byte[]> tokens;
  private final Scheme ids = new OpenScheme();

  BearerScheme(List<String> secrets) {
    tokens = secrets.stream().map(secret -> secret.getBytes(StandardCharsets.UTF_8)).toList();
  }

  @Override
  public Verdict verify(SignedRequest request) {
    byte[] given;
    try {
      given = given(request);
    } catch (IllegalArgumentException brokenEscapeOrRepeated) {
      return Verdict.WRONG;
    }
    if (given == null) {
      return Verdict.MISSING;
    }
    for (byte[] token : tokens) {
      if (MessageDigest.isEqual(given, token)) {
        return Verdict.VERIFIED;
      }
    }
    return Verdict.WRONG;
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

  @Override
  public String deliveryId(SignedRequest request) {
    return ids.deliveryId(request);
  }

  @Override
  public String eventName(SignedRequest request) {
    return ids.eventName(request);
  }

  @Override
  public boolean isPing(SignedRequest request) {
    return ids.isPing(request);
  }

  @Override
  public boolean accepts(String mediaType) {
    return ids.accepts(mediaType);
  }

  @Override
  public String accepted() {
    return ids.accepted();
  }
}
