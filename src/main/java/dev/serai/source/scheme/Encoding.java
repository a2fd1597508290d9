package dev.serai.source.scheme;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** How a digest is written in a header; of each digest there is one spelling, hex in any case. */
enum Encoding {
  HEX,
  BASE64,
  BASE64URL;

  String encode(byte[] digest) {
    return switch (this) {
      case HEX -> HexFormat.of().formatHex(digest);
      case BASE64 -> Base64.getEncoder().encodeToString(digest);
      case BASE64URL -> Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    };
  }

  /**
   * The bytes of the text from an offset to another; null unless it spells exactly {@code size}.
   */
  byte[] decode(String text, int from, int to, int size) {
    if (this == HEX) {
      return Hex.decode(text, from, to, size);
    }
    // A stranger's text: its length is checked before it costs anything.
    if (to - from > 4 * (size / 3 + 1)) {
      return null;
    }
    byte[] given = text.substring(from, to).getBytes(StandardCharsets.ISO_8859_1);
    try {
      byte[] decoded =
          (this == BASE64 ? Base64.getDecoder() : Base64.getUrlDecoder()).decode(given);
      // Unused last bits and left-out padding would be further spellings.
      return decoded.length == size && Arrays.equals(canonical(decoded, given), given)
          ? decoded
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Base64url is written with padding by some and without by others. */
  private byte[] canonical(byte[] decoded, byte[] given) {
    if (this == BASE64) {
      return Base64.getEncoder().encode(decoded);
    }
    boolean padded = given.length > 0 && given[given.length - 1] == '=';
    Base64.Encoder encoder = Base64.getUrlEncoder();
    return (padded ? encoder : encoder.withoutPadding()).encode(decoded);
  }
}
