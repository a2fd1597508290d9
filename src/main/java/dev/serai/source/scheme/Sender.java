package dev.serai.source.scheme;

import java.time.Duration;

/** What a sender's deliveries look like once they are verified. */
interface Sender {

  String JSON = "application/json";
  String FORM = "application/x-www-form-urlencoded";

  /** As {@link Scheme#purpose}. */
  Purpose purpose(SignedRequest request);

  /** As {@link Scheme#accepts}. */
  default boolean accepts(String mediaType) {
    return mediaType.equals(JSON);
  }

  /** As {@link Scheme#accepted}. */
  default String accepted() {
    return JSON;
  }

  /** As {@link Scheme#payload}. */
  default byte[] payload(SignedRequest request) {
    return request.body();
  }

  /** As {@link Scheme#isQuiet}. */
  default boolean isQuiet() {
    return false;
  }

  /** As {@link Scheme#patience}; longer than the door's own means no bound of this sender's. */
  default Duration patience() {
    return Duration.ofDays(1);
  }
}
