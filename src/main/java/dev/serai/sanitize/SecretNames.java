package dev.serai.sanitize;

import java.util.List;

/**
 * Names under which systems send secrets, whatever their spelling: {@code X-Api-Key}, {@code
 * api_key} and {@code apiKey} are one. A name's longest known ending decides.
 */
final class SecretNames {

  private static final List<String> SECRET =
      List.of(
          "authorization",
          "token",
          "secret",
          "password",
          "passwd",
          "passphrase",
          "passcode",
          "pwd",
          "apikey",
          "authkey",
          "accesskey",
          "secretkey",
          "privatekey",
          "signingkey",
          "encryptionkey",
          "sharedkey",
          "connectionstring",
          "cookie",
          "credential",
          "jwt",
          "cvc",
          "cvv");

  /** Of these, numbers are counts. */
  private static final List<String> SECRETS =
      List.of("tokens", "secrets", "passwords", "apikeys", "cookies", "credentials");

  /** Places in a list, which open nothing. */
  private static final List<String> HARMLESS =
      List.of("pagetoken", "nexttoken", "continuationtoken", "synctoken");

  /** What a name tells of its value. */
  enum Kind {
    ORDINARY,
    /** Its texts are secrets, its numbers are counts. */
    SECRETS,
    SECRET,
    /** It is written in a way that only a parser can tell. */
    UNCLEAR
  }

  /** A letter of endings that are read backwards. */
  private static final class Letter {
    final Letter[] before = new Letter['z' - 'a' + 1];

    /** What a name is that ends from here on; null when no ending begins here. */
    Kind kind;
  }

  private static final Letter LAST = new Letter();
  private static final boolean[] LAST_TWO;

  static {
    SECRET.forEach(ending -> add(ending, Kind.SECRET));
    SECRETS.forEach(ending -> add(ending, Kind.SECRETS));
    HARMLESS.forEach(ending -> add(ending, Kind.ORDINARY));
    LAST_TWO = lastTwo();
  }

  private SecretNames() {}

  private static void add(String ending, Kind kind) {
    Letter at = LAST;
    for (int i = ending.length() - 1; i >= 0; i--) {
      int letter = ending.charAt(i) - 'a';
      at.before[letter] = at.before[letter] == null ? new Letter() : at.before[letter];
      at = at.before[letter];
    }
    at.kind = kind;
  }

  static Kind of(String name) {
    Kind kind = Kind.ORDINARY;
    Letter at = LAST;
    for (int i = name.length() - 1; i >= 0 && at != null; i--) {
      char c = name.charAt(i);
      if (!isBetweenWords(c)) {
        at = before(at, c);
        kind = at == null || at.kind == null ? kind : at.kind;
      }
    }
    return kind;
  }

  /**
   * What the name tells that ends before a colon of a JSON text. Looks at no more bytes than the
   * longest ending has, and at what stands between words.
   */
  static Kind before(byte[] json, int colon) {
    int quote = colon - 1;
    while (quote > 0 && isSpace(json[quote])) {
      quote--;
    }
    if (quote < 2) {
      return Kind.ORDINARY;
    }
    if (json[quote] != '"') {
      // No UTF-8 text has this byte.
      return json[quote] == 0 ? Kind.UNCLEAR : Kind.ORDINARY;
    }
    return LAST_TWO[pair(json[quote - 2], json[quote - 1])] ? ending(json, quote) : Kind.ORDINARY;
  }

  private static Kind ending(byte[] json, int quote) {
    Kind kind = Kind.ORDINARY;
    Letter at = LAST;
    for (int i = quote - 1; i >= 0 && json[i] != '"' && at != null; i--) {
      if (isEscape(json, i)) {
        return Kind.UNCLEAR;
      }
      if (!isBetweenWords((char) json[i])) {
        at = before(at, (char) json[i]);
        kind = at == null || at.kind == null ? kind : at.kind;
      }
    }
    return kind;
  }

  /** Whether this is the last character of an escaped one, such as {@code \}{@code u0065}. */
  private static boolean isEscape(byte[] json, int last) {
    return json[last] == '\\' || (last >= 5 && json[last - 5] == '\\' && json[last - 4] == 'u');
  }

  /** Whether a name can be a secret's by its last two bytes. Most names are passed over here. */
  private static boolean[] lastTwo() {
    boolean[] pairs = new boolean[1 << Short.SIZE];
    for (int last = 0; last < 128; last++) {
      for (int beforeIt = 0; beforeIt < 128; beforeIt++) {
        Letter letter = before(LAST, (char) last);
        pairs[pair((byte) beforeIt, (byte) last)] =
            isBetweenWords((char) last)
                || (isHex(last) && isHex(beforeIt))
                || (letter != null
                    && (isBetweenWords((char) beforeIt)
                        || isHex(beforeIt)
                        || before(letter, (char) beforeIt) != null));
      }
    }
    return pairs;
  }

  private static int pair(byte beforeIt, byte last) {
    return (last & 0xFF) << Byte.SIZE | (beforeIt & 0xFF);
  }

  private static boolean isHex(int c) {
    return Character.digit(c, 16) >= 0;
  }

  private static Letter before(Letter at, char c) {
    int letter = (c | 0x20) - 'a';
    return letter >= 0 && letter < at.before.length ? at.before[letter] : null;
  }

  private static boolean isBetweenWords(char c) {
    return c == '_' || c == '-' || c == ' ' || c == '.';
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }
}
