package dev.serai.source.scheme;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads one field of a form body as bytes; a whole form parser would only add ways to disagree. */
final class FormField {

  private FormField() {}

  /** The value of a field that must be there exactly once. */
  static byte[] only(String name, byte[] form) {
    byte[] key = (name + "=").getBytes(StandardCharsets.US_ASCII);
    byte[] value = null;
    for (int from = 0; from < form.length; ) {
      int to = indexOf(form, '&', from);
      if (Arrays.equals(form, from, Math.min(from + key.length, to), key, 0, key.length)) {
        if (value != null) {
          throw new IllegalArgumentException(
              "The form has more than one field '" + name + "'; send it once");
        }
        value = decode(name, form, from + key.length, to);
      }
      from = to + 1;
    }
    if (value == null) {
      throw new IllegalArgumentException(
          "The form has no field '"
              + name
              + "'; set the sender's content type to application/json,"
              + " or send the event in that field");
    }
    return value;
  }

  /** Decodes percent-escapes and {@code +}. */
  static byte[] decode(String name, byte[] text, int from, int to) {
    ByteArrayOutputStream value = new ByteArrayOutputStream(to - from);
    for (int i = from; i < to; i++) {
      if (text[i] == '+') {
        value.write(' ');
      } else if (text[i] != '%') {
        value.write(text[i]);
      } else {
        value.write(escape(name, text, i, to));
        i += 2;
      }
    }
    return value.toByteArray();
  }

  private static int escape(String name, byte[] text, int at, int to) {
    byte[] decoded =
        at + 2 < to
            ? Hex.decode(new String(text, at + 1, 2, StandardCharsets.ISO_8859_1), 0, 2, 1)
            : null;
    if (decoded == null) {
      throw new IllegalArgumentException(
          "The form's field '" + name + "' has a broken percent escape at byte " + at);
    }
    return decoded[0];
  }

  private static int indexOf(byte[] bytes, char wanted, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != wanted) {
      at++;
    }
    return at;
  }
}
