package dev.serai.sanitize;

import dev.serai.sanitize.Paths.Action;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Messages that are HTML forms: their fields are members, and JSON in a field is a message. */
final class FormText {

  private FormText() {}

  /** The same array when there is nothing to take out. */
  static byte[] sanitize(Sanitizer sanitizer, byte[] message) {
    String form = new String(message, StandardCharsets.ISO_8859_1);
    StringBuilder clean = new StringBuilder(form.length());
    boolean first = true;
    // Field by field: a list of all of them could be many times as large as the message.
    for (int from = 0; from <= form.length(); ) {
      int mark = form.indexOf('&', from);
      int to = mark < 0 ? form.length() : mark;
      String pair = pair(sanitizer, form.substring(from, to));
      if (pair != null) {
        clean.append(first ? "" : "&").append(pair);
        first = false;
      }
      from = to + 1;
    }
    return form.contentEquals(clean)
        ? message
        : clean.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Null when the field is left out. */
  private static String pair(Sanitizer sanitizer, String pair) {
    int equals = pair.indexOf('=');
    if (equals < 0) {
      return pair;
    }
    String value = value(sanitizer, pair.substring(0, equals), pair.substring(equals + 1));
    return value == null ? null : pair.substring(0, equals + 1) + value;
  }

  /** Null when the field is left out. */
  private static String value(Sanitizer sanitizer, String encodedName, String encoded) {
    String name = decoded(encodedName);
    Action action = Paths.action(sanitizer.paths().member(sanitizer.paths().whole(), name));
    if (action == Action.DROP) {
      return null;
    }
    if (action == Action.KEEP || encoded.isEmpty()) {
      return encoded;
    }
    if (action == Action.MASK
        || (action == Action.NONE
            && sanitizer.rules().names()
            && SecretNames.of(name) != SecretNames.Kind.ORDINARY)) {
      return Sanitizer.MASK;
    }
    String value = decoded(encoded);
    String clean =
        action == Action.HASH ? sanitizer.hash().of(value) : sanitizer.sanitizeText(value);
    return clean.equals(value) ? encoded : URLEncoder.encode(clean, StandardCharsets.UTF_8);
  }

  private static String decoded(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return encoded;
    }
  }
}
