package dev.serai.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of JSON in UTF-8 that knows how strings are escaped. For one thread. */
final class JsonOutput {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_ESCAPE = 6;

  private byte[] buffer;
  private int size;

  JsonOutput(int expectedSize) {
    buffer = new byte[expectedSize];
  }

  JsonOutput raw(char ascii) {
    ensure(1);
    buffer[size++] = (byte) ascii;
    return this;
  }

  /** Bytes that are JSON already. */
  JsonOutput raw(byte[] bytes) {
    return raw(bytes, 0, bytes.length);
  }

  JsonOutput raw(byte[] bytes, int from, int to) {
    ensure(to - from);
    System.arraycopy(bytes, from, buffer, size, to - from);
    size += to - from;
    return this;
  }

  /** A JSON string; a lone surrogate becomes a question mark. */
  JsonOutput string(String text) {
    return string(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A JSON string from text that is already valid UTF-8. */
  JsonOutput string(byte[] utf8) {
    ensure(utf8.length + 2);
    buffer[size++] = '"';
    int copied = 0;
    for (int at = 0; (at = endOfPlain(utf8, at)) < utf8.length; at++) {
      raw(utf8, copied, at);
      escape(utf8[at]);
      copied = at + 1;
    }
    raw(utf8, copied, utf8.length);
    return raw('"');
  }

  private static int endOfPlain(byte[] utf8, int from) {
    int at = from;
    while (at < utf8.length && !isEscaped(utf8[at])) {
      at++;
    }
    return at;
  }

  private static boolean isEscaped(byte b) {
    return b == '"' || b == '\\' || (b >= 0 && b < ' ');
  }

  private void escape(byte b) {
    ensure(LONGEST_ESCAPE);
    buffer[size++] = '\\';
    int letter = "\"\\\b\t\n\f\r".indexOf(b);
    if (letter >= 0) {
      buffer[size++] = (byte) "\"\\btnfr".charAt(letter);
    } else {
      buffer[size++] = 'u';
      buffer[size++] = '0';
      buffer[size++] = '0';
      buffer[size++] = HEX[b >> 4];
      buffer[size++] = HEX[b & 0xF];
    }
  }

  private void ensure(int more) {
    if (buffer.length - size < more) {
      int doubled = (int) Math.min(buffer.length * 2L, Integer.MAX_VALUE - 8L);
      buffer = Arrays.copyOf(buffer, Math.max(doubled, Math.addExact(size, more)));
    }
  }

  byte[] toBytes() {
    return size == buffer.length ? buffer : Arrays.copyOf(buffer, size);
  }

  @Override
  public String toString() {
    return new String(buffer, 0, size, StandardCharsets.UTF_8);
  }
}
