package dev.serai.normalize;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Messages that come in a field of an HTML form. */
final class FormBody {

  private static final String FORM = "application/x-www-form-urlencoded";

  private FormBody() {}

  /**
   * The body, or the named field of a form.
   *
   * @param field null when the system sends no forms
   */
  static byte[] message(RawMessage raw, String field) {
    String contentType = raw.headers().getOrDefault("content-type", "");
    if (field == null || !contentType.regionMatches(true, 0, FORM, 0, FORM.length())) {
      return raw.body();
    }
    // Latin-1 keeps each byte and each percent-escape one character, to be checked as UTF-8 later.
    String form = new String(raw.body(), StandardCharsets.ISO_8859_1);
    for (int at = 0; at < form.length(); at = end(form, at) + 1) {
      if (form.startsWith(field + "=", at)) {
        return decoded(form.substring(at + field.length() + 1, end(form, at)));
      }
    }
    throw new MalformedMessageException("the form has no field \"" + field + "\"", null);
  }

  private static int end(String form, int from) {
    int end = form.indexOf('&', from);
    return end < 0 ? form.length() : end;
  }

  private static byte[] decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.ISO_8859_1)
          .getBytes(StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("the form is badly encoded: " + e.getMessage(), e);
    }
  }
}
