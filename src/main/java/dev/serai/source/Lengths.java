package dev.serai.source;

import java.nio.charset.StandardCharsets;

/**
 * How long the texts may be by which events are known: they are kept as long as the events, and
 * copied into every index.
 */
final class Lengths {

  /** Bytes in UTF-8 of a delivery's id; well-known senders need 71 at most. */
  static final int DELIVERY_ID = 256;

  /** Bytes in UTF-8 of a CloudEvent's {@code id}, and of its {@code source}. */
  static final int ATTRIBUTE = 1024;

  private Lengths() {}

  static boolean exceed(String text, int bytes) {
    // A char takes three bytes at most.
    return text.length() > bytes / 3
        && (text.length() > bytes || text.getBytes(StandardCharsets.UTF_8).length > bytes);
  }
}
