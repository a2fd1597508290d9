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

  /** Text that is ASCII and needs no escape. */
  JsonOutput raw(String ascii) {
    int length = ascii.length();
    ensure(length);
    for (int i = 0; i < length; i++) {
      buffer[size + i] = (byte) ascii.charAt(i);
    }
    size += length;
    return this;
  }

  JsonOutput raw(byte[] bytes, int from, int to) {
    ensure(to - from);
    System.arraycopy(bytes, from, buffer, size, to - from);
    size += to - from;
    return this;
  }

  /** A JSON string; a lone surrogate becomes a question mark. */
  JsonOutput string(String text) {
    int length = text.length();
    ensure(length + 2);
    buffer[size++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        byte[] rest = text.substring(i).getBytes(StandardCharsets.UTF_8);
        escaped(rest);
        break;
      }
      ensure(LONGEST_ESCAPE);
      one((byte) c);
    }
    return raw('"');
  }

  /** A JSON string from text that is already valid UTF-8. */
  JsonOutput string(byte[] utf8) {
    ensure(utf8.length + 2);
    buffer[size++] = '"';
    escaped(utf8);
    return raw('"');
  }

  private void escaped(byte[] utf8) {
    for (byte b : utf8) {
      ensure(LONGEST_ESCAPE);
      one(b);
    }
  }

  private void one(byte b) {
    if (b == '"' || b == '\\') {
      buffer[size++] = '\\';
      buffer[size++] = b;
    } else if (b >= 0 && b < ' ') {
      control(b);
    } else {
      buffer[size++] = b;
    }
  }

  private void control(byte b) {
    buffer[size++] = '\\';
    int letter = "\b\t\n\f\r".indexOf(b);
    if (letter >= 0) {
      buffer[size++] = (byte) "btnfr".charAt(letter);
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
