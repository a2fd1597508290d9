package dev.serai.source.scheme;

import java.security.PublicKey;
import java.util.List;

/**
 * Standard Webhooks 1.0.0: id, timestamp and body signed with shared secrets ({@code v1,}) or an
 * ed25519 pair ({@code v1a,}). Signatures of other versions are ignored.
 */
final class StandardWebhooksProof implements Proof {

  static final String SIGNATURE = "webhook-signature";

  /** A check costs as much as dozens of digests, and strangers write the list. */
  private static final int MOST_CHECKS = 4;

  private static final SignatureHeader PAIR =
      new SignatureHeader(List.of(SIGNATURE), " ", "v1a,", Encoding.BASE64);

  private final HmacForm form = HmacForm.STANDARD;
  private final Hmac hmac;
  private final List<PublicKey> publicKeys;
  private final TimeWindow window;

  StandardWebhooksProof(WebhookKeys keys, TimeWindow window) {
    this.hmac = new Hmac(form.algorithm(), keys.shared());
    this.publicKeys = keys.publicKeys();
    this.window = window;
  }

  @Override
  public Verdict verify(SignedRequest request) {
    String value = form.header().of(request);
    if (value == null) {
      return Verdict.MISSING;
    }
    String time = form.stamps().time(request, form.header(), value);
    byte[][] signed = form.content().bytes(form.stamps().id(request), time, request.body());
    if (signed == null) {
      return Verdict.WRONG;
    }
    return sharedMatches(value, signed) || pairMatches(value, signed)
        ? window.judge(time, request.receivedAt())
        : Verdict.WRONG;
  }

  @Override
  public boolean isSlow(SignedRequest request) {
    String value = publicKeys.isEmpty() ? null : form.header().of(request);
    return value != null && value.contains(PAIR.prefix());
  }

  private boolean sharedMatches(String value, byte[][] signed) {
    List<byte[]> signatures = form.header().signatures(value, hmac.size());
    return !signatures.isEmpty() && hmac.matches(signatures, signed);
  }

  private boolean pairMatches(String value, byte[][] signed) {
    if (publicKeys.isEmpty()) {
      return false;
    }
    List<byte[]> signatures = PAIR.signatures(value, PairSignature.SIZE);
    for (byte[] signature : signatures.subList(0, Math.min(MOST_CHECKS, signatures.size()))) {
      for (PublicKey key : publicKeys) {
        if (PairSignature.matches(key, signature, signed)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public String challenge() {
    return "Webhook-Signature";
  }
}
