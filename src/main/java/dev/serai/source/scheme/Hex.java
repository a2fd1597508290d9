package dev.serai.source.scheme;

/** Hexadecimal digests in headers. */
final class Hex {

  private Hex() {}

  /** The bytes that a part of the text spells; null unless exactly {@code size}. */
  static byte[] decode(String text, int from, int to, int size) {
    if (to - from != size * 2) {
      return null;
    }
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      int high = digit(text.charAt(from + 2 * i));
      int low = digit(text.charAt(from + 2 * i + 1));
      if ((high | low) < 0) {
        return null;
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return bytes;
  }

  /** ASCII only: Character.digit would also read digits of other scripts. */
  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = c | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }
}
