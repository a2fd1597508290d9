package dev.serai.sanitize;

import dev.serai.sanitize.Paths.Action;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Messages that are HTML forms: their fields are members, and JSON in a field is a message. */
final class FormText {

  private FormText() {}

  /** The same array when there is nothing to take out. */
  static byte[] sanitize(Sanitizer sanitizer, byte[] message) {
    String form = new String(message, StandardCharsets.ISO_8859_1);
    List<String> pairs = new ArrayList<>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        pairs.add(pair);
      } else {
        String value = value(sanitizer, pair.substring(0, equals), pair.substring(equals + 1));
        if (value != null) {
          pairs.add(pair.substring(0, equals + 1) + value);
        }
      }
    }
    String clean = String.join("&", pairs);
    return clean.equals(form) ? message : clean.getBytes(StandardCharsets.ISO_8859_1);
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
