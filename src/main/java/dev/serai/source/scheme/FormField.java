package dev.serai.source.scheme;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads one field of a form body as bytes; a whole form parser would only add ways to disagree. */
final class FormField {

  private FormField() {}

  /** The value of a field that must be there exactly once. */
  static byte[] only(String name, byte[] form) {
    byte[] key = (name + "=").getBytes(StandardCharsets.US_ASCII);
    byte[] value = null;
    for (int from = 0; from < form.length; ) {
      int to = indexOf(form, '&', from, form.length);
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

  /**
   * A form as a JSON object of texts; each field may be there once.
   *
   * @throws IllegalArgumentException with a message for the sender
   */
  static byte[] json(byte[] form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int from = 0; from < form.length; ) {
      int to = indexOf(form, '&', from, form.length);
      int equals = indexOf(form, '=', from, to);
      String name = new String(decode("", form, from, equals), StandardCharsets.UTF_8);
      byte[] value = decode(name, form, Math.min(equals + 1, to), to);
      if (from < to && fields.put(name, new String(value, StandardCharsets.UTF_8)) != null) {
        throw new IllegalArgumentException(
            "The form has more than one field '" + name + "'; send it once");
      }
      from = to + 1;
    }
    return fields.entrySet().stream()
        .map(field -> JsonText.of(field.getKey()) + ":" + JsonText.of(field.getValue()))
        .collect(Collectors.joining(",", "{", "}"))
        .getBytes(StandardCharsets.UTF_8);
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

  private static int indexOf(byte[] bytes, char wanted, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != wanted) {
      at++;
    }
    return at;
  }
}
