package dev.serai.sanitize;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Messages that are HTML forms. */
final class FormText {

  private FormText() {}

  static byte[] sanitize(byte[] message, Sanitizer sanitizer) {
    String form = new String(message, StandardCharsets.ISO_8859_1);
    List<String> pairs = new ArrayList<>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      pairs.add(
          equals < 0
              ? pair
              : pair.substring(0, equals + 1)
                  + value(
                      decoded(pair.substring(0, equals)), pair.substring(equals + 1), sanitizer));
    }
    String clean = String.join("&", pairs);
    return clean.equals(form) ? message : clean.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String value(String name, String encoded, Sanitizer sanitizer) {
    if (sanitizer.masksNames() && SecretNames.matches(name) && !encoded.isEmpty()) {
      return Sanitizer.MASK;
    }
    String value = decoded(encoded);
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    boolean json = value.startsWith("{") || value.startsWith("[");
    String clean =
        json
            ? new String(sanitizer.sanitize(bytes, null), StandardCharsets.UTF_8)
            : sanitizer.detect(value);
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
