package dev.serai.event;

import java.nio.ByteBuffer;

/**
 * UTF-8 as RFC 3629 section 4 defines it: no overlong forms, no surrogates, nothing past U+10FFFF.
 */
final class Utf8 {

  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  static boolean isValid(byte[] bytes) {
    int at = 0;
    while ((at = endOfAscii(bytes, at)) < bytes.length) {
      int length = lengthAt(bytes, at, bytes.length);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  static boolean isAscii(byte[] bytes) {
    return endOfAscii(bytes, 0) == bytes.length;
  }

  private static int endOfAscii(byte[] bytes, int from) {
    ByteBuffer words = ByteBuffer.wrap(bytes);
    int at = from;
    while (at <= bytes.length - Long.BYTES && (words.getLong(at) & HIGH_BITS) == 0) {
      at += Long.BYTES;
    }
    while (at < bytes.length && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  /** How many bytes the character at this index has, 0 when it is none. */
  static int lengthAt(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    if (first >= 0xC2 && first <= 0xDF) {
      return tail(bytes, at + 1, to, 1) ? 2 : 0;
    }
    if (first >= 0xE0 && first <= 0xEF) {
      int low = first == 0xE0 ? 0xA0 : 0x80;
      int high = first == 0xED ? 0x9F : 0xBF;
      return second(bytes, at + 1, to, low, high) && tail(bytes, at + 2, to, 1) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
      int low = first == 0xF0 ? 0x90 : 0x80;
      int high = first == 0xF4 ? 0x8F : 0xBF;
      return second(bytes, at + 1, to, low, high) && tail(bytes, at + 2, to, 2) ? 4 : 0;
    }
    return 0;
  }

  private static boolean second(byte[] bytes, int at, int to, int low, int high) {
    return at < to && (bytes[at] & 0xFF) >= low && (bytes[at] & 0xFF) <= high;
  }

  private static boolean tail(byte[] bytes, int at, int to, int count) {
    if (to - at < count) {
      return false;
    }
    for (int i = at; i < at + count; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return false;
      }
    }
    return true;
  }
}
