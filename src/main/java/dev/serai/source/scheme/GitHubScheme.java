package dev.serai.source.scheme;

import java.util.List;

/**
 * GitHub: HMAC-SHA-256 of the raw body in {@code X-Hub-Signature-256}. The SHA-1 header beside it
 * is never looked at. There is no time stamp; a replay is stopped by the delivery id.
 */
final class GitHubScheme implements Scheme {

  private static final String SIGNATURE = "x-hub-signature-256";
  private static final String PREFIX = "sha256=";
  private static final int DIGEST_BYTES = 32;
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Hmac hmac;

  GitHubScheme(List<String> secrets) {
    hmac = new Hmac(secrets);
  }

  @Override
  public Verdict verify(SignedRequest request) {
    String signature = request.header(SIGNATURE);
    if (signature == null) {
      return Verdict.MISSING;
    }
    if (!signature.startsWith(PREFIX)) {
      return Verdict.WRONG;
    }
    byte[] digest = Hex.decode(signature, PREFIX.length(), DIGEST_BYTES);
    return digest != null && hmac.matches(digest, request.body())
        ? Verdict.VERIFIED
        : Verdict.WRONG;
  }

  @Override
  public String challenge() {
    return "X-Hub-Signature-256";
  }

  @Override
  public String deliveryId(SignedRequest request) {
    return request.header("x-github-delivery");
  }

  @Override
  public String eventName(SignedRequest request) {
    return request.headers().getOrDefault("x-github-event", "");
  }

  @Override
  public boolean isPing(SignedRequest request) {
    return eventName(request).equals("ping");
  }

  @Override
  public boolean accepts(String mediaType) {
    return mediaType.equals(JSON) || mediaType.equals(FORM);
  }

  @Override
  public String accepted() {
    return JSON + " or " + FORM;
  }

  @Override
  public byte[] payload(SignedRequest request) {
    return MediaType.of(request.header("content-type")).equals(FORM)
        ? FormField.only("payload", request.body())
        : request.body();
  }
}
