package dev.serai.source.scheme;

/** What a scheme says of a request. Senders see no difference between any but the first. */
public enum Verdict {
  VERIFIED,
  /** The request carries no proof of this scheme. */
  MISSING,
  /** There is a proof, and it is malformed or of no live secret. */
  WRONG,
  /** The proof is right and older than the tolerance. */
  STALE,
  /** The proof is right and its time lies ahead by more than the tolerance. */
  EARLY
}
