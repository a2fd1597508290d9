package dev.serai.source.scheme;

/**
 * One sender's way to sign and to name its deliveries. Instances hold their secrets, are safe for
 * all threads, do no I/O, and refuse whatever they are given without an exception.
 */
public interface Scheme {

  /** Checks the raw bytes in constant time against every live secret. */
  Verdict verify(SignedRequest request);

  /** The value of {@code WWW-Authenticate} on a 401. */
  String challenge();

  /**
   * The id that stays the same when the sender sends this delivery again; null when the request has
   * none.
   */
  String deliveryId(SignedRequest request);

  /** What the sender calls the event; empty when it does not say. */
  String eventName(SignedRequest request);

  /** Whether the sender only tries the address: answered 2xx, no event. */
  boolean isPing(SignedRequest request);

  /** Whether the sender's deliveries may have this media type (lower case, no parameters). */
  boolean accepts(String mediaType);

  /** The media types of {@link #accepts}, in words for the refused sender. */
  String accepted();

  /**
   * The event's bytes inside the verified body.
   *
   * @throws IllegalArgumentException with a message for the sender
   */
  default byte[] payload(SignedRequest request) {
    return request.body();
  }
}
