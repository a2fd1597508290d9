package dev.serai.source.scheme;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A keyed digest in a header. Most senders differ only in the header, in how it is written, and in
 * what is signed beside the body.
 */
final class HmacProof implements Proof {

  private final HmacForm form;
  private final Hmac hmac;
  private final TimeWindow window;
  private final String challenge;

  /**
   * @param window not used when the form has no time
   */
  HmacProof(HmacForm form, List<byte[]> keys, TimeWindow window) {
    this.form = form;
    this.hmac = new Hmac(form.algorithm(), keys);
    this.window = form.isTimed() ? window : null;
    this.challenge = HeaderName.spelled(form.header().names().get(0));
  }

  /** With secrets whose text is the key. */
  static HmacProof of(HmacForm form, List<String> secrets, TimeWindow window) {
    return new HmacProof(
        form,
        secrets.stream().map(secret -> secret.getBytes(StandardCharsets.UTF_8)).toList(),
        window);
  }

  @Override
  public Verdict verify(SignedRequest request) {
    SignatureHeader header = form.header();
    String value = header.of(request);
    if (value == null) {
      return Verdict.MISSING;
    }
    List<byte[]> signatures = header.signatures(value, hmac.size());
    if (signatures.isEmpty()) {
      return Verdict.WRONG;
    }
    String time = form.stamps().time(request, header, value);
    byte[][] signed = form.content().bytes(form.stamps().id(request), time, request.body());
    if (signed == null || !hmac.matches(signatures, signed)) {
      return Verdict.WRONG;
    }
    return window == null ? Verdict.VERIFIED : window.judge(time, request.receivedAt());
  }

  /** The header's name: it is what senders and their people look for. */
  @Override
  public String challenge() {
    return challenge;
  }
}
