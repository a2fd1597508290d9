package dev.serai.normalize;

/** Turns one system's messages into CloudEvents. Pure, no I/O, safe for all threads. */
public interface Normalizer {

  /**
   * Never null. Throws {@link MalformedMessageException} when the body is not what the sender's
   * documentation says.
   */
  Normalized normalize(RawMessage message);
}
