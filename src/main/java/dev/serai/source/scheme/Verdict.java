package dev.serai.source.scheme;

/** What a scheme says of a request. Senders see no difference between the last two. */
public enum Verdict {
  VERIFIED,
  /** The request carries no proof of this scheme. */
  MISSING,
  /** There is a proof, and it is malformed or of no live secret. */
  WRONG
}
