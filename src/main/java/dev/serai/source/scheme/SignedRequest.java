package dev.serai.source.scheme;

import java.time.Instant;
import java.util.Map;

/**
 * A request as its sender made it.
 *
 * @param headers names in lower case; of a repeated header the last value
 * @param query the raw query string, empty when there is none
 * @param body the bytes as they came over the wire, before any parsing
 */
public record SignedRequest(
    Map<String, String> headers, String query, byte[] body, Instant receivedAt) {

  /** The value of a header named in lower case, or null. */
  public String header(String name) {
    return headers.get(name);
  }
}
