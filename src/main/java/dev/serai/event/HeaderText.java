package dev.serai.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Attribute values as HTTP header values: section 3.1.3.2 of the HTTP binding. */
final class HeaderText {

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private HeaderText() {}

  /** Percent-encodes space, quote, percent and everything that is not printable ASCII. */
  static String encode(String text) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain((char) (b & 0xFF))) {
        out.append((char) b);
      } else {
        out.append('%').append((char) HEX[b >> 4 & 0xF]).append((char) HEX[b & 0xF]);
      }
    }
    return out.toString();
  }

  /** Unquotes and then percent-decodes once; the name is for the message only. */
  static String decode(String name, String value) {
    String trimmed = trim(value);
    for (int i = 0; i < trimmed.length(); i++) {
      char c = trimmed.charAt(i);
      if ((c < ' ' && c != '\t') || c > '~') {
        throw AttributeRules.invalid(
            "ce-" + name,
            Quoted.of(trimmed) + " has a character that is not ASCII: percent-encode it as UTF-8");
      }
    }
    String plain = trimmed.startsWith("\"") ? unquote(name, trimmed) : trimmed;
    return plain.indexOf('%') < 0 ? plain : percentDecode(name, plain);
  }

  private static String percentDecode(String name, String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '%') {
        bytes.write(c);
        continue;
      }
      int high = i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
      int low = i + 2 < value.length() ? Character.digit(value.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        throw AttributeRules.invalid(
            "ce-" + name,
            Quoted.of(value) + " has a % without two hexadecimal digits: send % itself as %25");
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    byte[] decoded = bytes.toByteArray();
    if (!Utf8.isValid(decoded)) {
      throw AttributeRules.invalid(
          "ce-" + name, Quoted.of(value) + " is not UTF-8 when its percent signs are decoded");
    }
    return new String(decoded, StandardCharsets.UTF_8);
  }

  private static String unquote(String name, String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        if (i == value.length() - 1) {
          return out.toString();
        }
        break;
      }
      if (c == '\\' && i + 1 < value.length()) {
        c = value.charAt(++i);
      }
      out.append(c);
    }
    throw AttributeRules.invalid(
        "ce-" + name, Quoted.of(value) + " starts with a quote that does not close at its end");
  }

  private static String trim(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && isSpace(value.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char c) {
    return c > ' ' && c <= '~' && c != '"' && c != '%';
  }
}
