package dev.serai.source.scheme;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The scheme {@code none}: everybody is let in. Ids and names are taken from the headers that
 * well-known senders use; without one, the body's digest is the id, so that a resend is a
 * duplicate.
 */
final class OpenScheme implements Scheme {

  private static final List<String> IDS =
      List.of("idempotency-key", "webhook-id", "x-github-delivery");
  private static final List<String> NAMES =
      List.of("x-github-event", "x-gitlab-event", "circleci-event-type");

  @Override
  public Verdict verify(SignedRequest request) {
    return Verdict.VERIFIED;
  }

  @Override
  public String challenge() {
    return "";
  }

  @Override
  public String deliveryId(SignedRequest request) {
    String id = first(IDS, request);
    return id.isEmpty() ? "sha256:" + digest(request.body()) : id;
  }

  @Override
  public String eventName(SignedRequest request) {
    return first(NAMES, request);
  }

  @Override
  public boolean isPing(SignedRequest request) {
    return eventName(request).equals("ping");
  }

  @Override
  public boolean accepts(String mediaType) {
    return mediaType.equals("application/json") || mediaType.endsWith("+json");
  }

  @Override
  public String accepted() {
    return "application/json";
  }

  private static String first(List<String> names, SignedRequest request) {
    for (String name : names) {
      String value = request.header(name);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return "";
  }

  private static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no SHA-256", e);
    }
  }
}
