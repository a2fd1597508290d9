package dev.serai.source.scheme;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of headers: looked up in lower case, shown to people as they are used to see them. */
final class HeaderName {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

  private HeaderName() {}

  /**
   * In lower case.
   *
   * @throws IllegalArgumentException for what cannot be a header's name
   */
  static String lookedUp(String name) {
    if (!TOKEN.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no header name; write it as the sender does, for example X-Signature");
    }
    return name.toLowerCase(Locale.ROOT);
  }

  /** Each word with a capital, for example {@code X-Hub-Signature-256}. */
  static String spelled(String lookedUp) {
    StringBuilder spelled = new StringBuilder(lookedUp.length());
    boolean begins = true;
    for (int i = 0; i < lookedUp.length(); i++) {
      char c = lookedUp.charAt(i);
      spelled.append(begins ? Character.toUpperCase(c) : c);
      begins = c == '-';
    }
    return spelled.toString();
  }
}
