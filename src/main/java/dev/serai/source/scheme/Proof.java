package dev.serai.source.scheme;

/** How a sender proves that it knows a secret. */
interface Proof {

  /** As {@link Scheme#verify}. */
  Verdict verify(SignedRequest request);

  /** As {@link Scheme#isSlow}. */
  default boolean isSlow(SignedRequest request) {
    return false;
  }

  /** As {@link Scheme#challenge}. */
  String challenge();
}
