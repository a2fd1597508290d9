package dev.serai.sanitize;

import java.util.List;
import java.util.Locale;

/** Names under which systems send secrets, such as {@code client_secret} and {@code apiKey}. */
public final class SecretNames {

  private static final List<String> ENDINGS =
      List.of(
          "authorization",
          "token",
          "tokens",
          "secret",
          "secrets",
          "password",
          "passwd",
          "passphrase",
          "pwd",
          "apikey",
          "privatekey",
          "secretkey",
          "accesskey",
          "signingkey",
          "encryptionkey",
          "cookie",
          "cookies",
          "credential",
          "credentials");

  private SecretNames() {}

  /**
   * Whether a member of this name holds a secret, whatever its spelling: {@code X-Api-Key}, {@code
   * api_key} and {@code apiKey} are one. A nanosecond or two for most names.
   */
  public static boolean matches(String name) {
    int length = name.length();
    if (length < 3 || !mayEnd(name.charAt(length - 2) | 0x20, name.charAt(length - 1) | 0x20)) {
      return false;
    }
    String plain = plain(name);
    for (String ending : ENDINGS) {
      if (plain.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /** The last two letters of the endings. */
  private static boolean mayEnd(int last, int end) {
    return switch (end) {
      case 'n' -> last == 'o' || last == 'e';
      case 't' -> last == 'e';
      case 'd' -> last == 'r' || last == 'w';
      case 'y' -> last == 'e';
      case 'e' -> last == 'i' || last == 's';
      case 's' -> last == 'n' || last == 't' || last == 'e' || last == 'l';
      case 'l' -> last == 'a';
      default -> false;
    };
  }

  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean plain = lower.indexOf('_') < 0 && lower.indexOf('-') < 0 && lower.indexOf(' ') < 0;
    return plain ? lower : lower.replace("_", "").replace("-", "").replace(" ", "");
  }
}
