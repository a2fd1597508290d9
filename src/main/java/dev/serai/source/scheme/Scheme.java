package dev.serai.source.scheme;

import java.time.Duration;

/**
 * One sender's way to sign and to name its deliveries. Instances hold their secrets, are safe for
 * all threads, do no I/O, and refuse whatever they are given without an exception.
 */
public final class Scheme {

  private final Proof proof;
  private final Sender sender;

  Scheme(Proof proof, Sender sender) {
    this.proof = proof;
    this.sender = sender;
  }

  /** Checks the raw bytes in constant time against every live secret. */
  public Verdict verify(SignedRequest request) {
    return proof.verify(request);
  }

  /**
   * Whether the check takes so long, milliseconds instead of microseconds, that an event loop
   * should not make it; costs nothing itself.
   */
  public boolean isSlow(SignedRequest request) {
    return proof.isSlow(request);
  }

  /** The value of {@code WWW-Authenticate} on a 401. */
  public String challenge() {
    return proof.challenge();
  }

  /** What a verified request is for. */
  public Purpose purpose(SignedRequest request) {
    return sender.purpose(request);
  }

  /** Whether the sender's deliveries may have this media type (lower case, no parameters). */
  public boolean accepts(String mediaType) {
    return sender.accepts(mediaType);
  }

  /** The media types of {@link #accepts}, in words for the refused sender. */
  public String accepted() {
    return sender.accepted();
  }

  /**
   * The event's bytes inside the verified body.
   *
   * @throws IllegalArgumentException with a message for the sender
   */
  public byte[] payload(SignedRequest request) {
    return sender.payload(request);
  }

  /** Whether the sender shows answers to people, so that success must be 200 with nothing in it. */
  public boolean isQuiet() {
    return sender.isQuiet();
  }

  /** How long the sender waits for an answer, with time for its way. */
  public Duration patience() {
    return sender.patience();
  }
}
