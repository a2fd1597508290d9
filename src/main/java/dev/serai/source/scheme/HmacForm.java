package dev.serai.source.scheme;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a sender writes its keyed digest, the same for verifying and for signing.
 *
 * @param algorithm as Java names it
 */
record HmacForm(SignatureHeader header, SignedContent content, Stamps stamps, String algorithm) {

  static final HmacForm GITHUB =
      overBody(new SignatureHeader(List.of("x-hub-signature-256"), "", "sha256=", Encoding.HEX));
  static final HmacForm CIRCLECI =
      overBody(new SignatureHeader(List.of("circleci-signature"), ",", "v1=", Encoding.HEX));
  static final HmacForm SHOPIFY =
      overBody(
          new SignatureHeader(
              List.of("x-shopify-hmac-sha256", "shopify-hmac-sha256"), "", "", Encoding.BASE64));
  static final HmacForm STRIPE =
      new HmacForm(
          new SignatureHeader(List.of("stripe-signature"), ",", "v1=", Encoding.HEX),
          SignedContent.of("{timestamp}.{body}"),
          new Stamps(null, null, "t="),
          Hmac.SHA256);
  static final HmacForm SLACK =
      new HmacForm(
          new SignatureHeader(List.of("x-slack-signature"), "", "v0=", Encoding.HEX),
          SignedContent.of("v0:{timestamp}:{body}"),
          new Stamps(null, "x-slack-request-timestamp", null),
          Hmac.SHA256);
  static final HmacForm STANDARD =
      new HmacForm(
          new SignatureHeader(
              List.of(StandardWebhooksProof.SIGNATURE), " ", "v1,", Encoding.BASE64),
          SignedContent.of("{id}.{timestamp}.{body}"),
          new Stamps("webhook-id", "webhook-timestamp", null),
          Hmac.SHA256);

  private static HmacForm overBody(SignatureHeader header) {
    return new HmacForm(header, SignedContent.of("{body}"), Stamps.NONE, Hmac.SHA256);
  }

  boolean isTimed() {
    return content.has(SignedContent.Place.TIMESTAMP);
  }

  /** The headers that a sender with this key adds to a request. */
  Map<String, String> sign(byte[] key, String id, Instant at, byte[] body) {
    String time = Long.toString(at.getEpochSecond());
    byte[] digest = new Hmac(algorithm, List.of(key)).digest(content.bytes(id, time, body));
    String signature = header.prefix() + header.encoding().encode(digest);
    Map<String, String> headers = new LinkedHashMap<>();
    if (stamps.idHeader() != null) {
      headers.put(HeaderName.spelled(stamps.idHeader()), id);
    }
    if (stamps.timeHeader() != null) {
      headers.put(HeaderName.spelled(stamps.timeHeader()), time);
    }
    if (stamps.timePrefix() != null) {
      signature = stamps.timePrefix() + time + header.separators().charAt(0) + signature;
    }
    headers.put(HeaderName.spelled(header.names().get(0)), signature);
    return headers;
  }
}
