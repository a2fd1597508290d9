package dev.serai.source.poll;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * What is kept between the polls of one connector.
 *
 * @param url digest of the url that the rest is about
 * @param etag as the server told it, or null
 * @param lastModified as the server told it, or null
 * @param cursor null before the first
 * @param failures in a row
 * @param begun whether the first poll is done
 */
record PollState(
    String url, String etag, String lastModified, String cursor, int failures, boolean begun) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** What is known of another url helps nothing but to know that it is not the first poll. */
  static PollState read(String text, String url) {
    PollState none = new PollState(url, null, null, null, 0, false);
    if (text == null || text.isEmpty()) {
      return none;
    }
    try {
      PollState found = JSON.readValue(text, PollState.class);
      return url.equals(found.url) ? found : new PollState(url, null, null, null, 0, found.begun);
    } catch (JsonProcessingException e) {
      return none;
    }
  }

  PollState failed() {
    return new PollState(url, etag, lastModified, cursor, failures + 1, begun);
  }

  PollState unchanged() {
    return new PollState(url, etag, lastModified, cursor, 0, true);
  }

  String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts is always writable", e);
    }
  }
}
