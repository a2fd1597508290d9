package dev.serai.source.scheme;

/** No proof at all: everybody is let in. */
final class OpenProof implements Proof {

  @Override
  public Verdict verify(SignedRequest request) {
    return Verdict.VERIFIED;
  }

  @Override
  public String challenge() {
    return "";
  }
}
