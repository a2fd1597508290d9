package dev.serai.event;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Judges and decodes bytes of JSON. Finds what the parser would let pass: bytes that are no UTF-8,
 * and escapes that are half of a surrogate pair.
 */
final class JsonBytes {

  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;
  private static final long BACKSLASHES = ONES * '\\';
  private static final int ESCAPED_UNIT = 6;

  private JsonBytes() {}

  /**
   * Whether the range is exactly one JSON value that {@link JsonEventReader} would read as data.
   */
  static boolean isValue(byte[] json, int from, int to) {
    if (from == to || fault(json, from, to) != null) {
      return false;
    }
    try (JsonParser parser = Json.DATA.createParser(json, from, to - from)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  /** Null, or what is wrong and where, for the end of a sentence. */
  static String fault(byte[] json, int from, int to) {
    if (to - from >= 3 && json[from] == (byte) 0xEF && json[from + 1] == (byte) 0xBB) {
      return "it starts with a byte order mark: leave it out";
    }
    for (int i = from; i < Math.min(from + 4, to); i++) {
      // Otherwise the parser would guess UTF-16 or UTF-32.
      if (json[i] == 0) {
        return "byte " + i + " is zero: send UTF-8";
      }
    }
    int at = from;
    while ((at = endOfPlain(json, at, to)) < to) {
      int length = json[at] == '\\' ? escape(json, at, to) : Utf8.lengthAt(json, at, to);
      if (length == 0) {
        return json[at] == '\\'
            ? "the escape at byte " + at + " is half of a surrogate pair"
            : "byte " + at + " is no UTF-8";
      }
      at += length;
    }
    return null;
  }

  /** Steps over ASCII other than the backslash, eight bytes at a time as long as they last. */
  private static int endOfPlain(byte[] json, int from, int to) {
    ByteBuffer words = ByteBuffer.wrap(json);
    int at = from;
    while (at <= to - Long.BYTES && isPlain(words.getLong(at))) {
      at += Long.BYTES;
    }
    while (at < to && json[at] >= 0 && json[at] != '\\') {
      at++;
    }
    return at;
  }

  private static boolean isPlain(long word) {
    long backslashIsZero = word ^ BACKSLASHES;
    return ((word | ((backslashIsZero - ONES) & ~backslashIsZero)) & HIGH_BITS) == 0;
  }

  /** The length of the escape, 0 when it is a lone surrogate; the parser judges its letters. */
  private static int escape(byte[] json, int at, int to) {
    int unit = unit(json, at, to);
    if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
      return 2;
    }
    int next = unit(json, at + ESCAPED_UNIT, to);
    boolean pair =
        unit <= Character.MAX_HIGH_SURROGATE
            && next >= Character.MIN_LOW_SURROGATE
            && next <= Character.MAX_LOW_SURROGATE;
    return pair ? 2 * ESCAPED_UNIT : 0;
  }

  /** The UTF-16 unit that the escape at this index stands for, or -1 when it is another escape. */
  private static int unit(byte[] json, int at, int to) {
    if (at + ESCAPED_UNIT > to || json[at] != '\\' || json[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPED_UNIT; i++) {
      int digit = Character.digit(json[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  /** What stands between the quotes of a well-formed JSON string, in UTF-8. */
  static byte[] unescaped(byte[] json, int from, int to) {
    int at = endOfUnescaped(json, from, to);
    if (at == to) {
      return Arrays.copyOfRange(json, from, to);
    }
    JsonOutput text = new JsonOutput(to - from);
    int copied = from;
    while (at < to) {
      text.raw(json, copied, at);
      copied = unescape(json, at, to, text);
      at = endOfUnescaped(json, copied, to);
    }
    return text.raw(json, copied, to).toBytes();
  }

  private static int endOfUnescaped(byte[] json, int from, int to) {
    int at = from;
    while (at < to && json[at] != '\\') {
      at++;
    }
    return at;
  }

  /** Writes what the escape at this index stands for and returns the index behind it. */
  private static int unescape(byte[] json, int at, int to, JsonOutput text) {
    int unit = unit(json, at, to);
    if (unit < 0) {
      int letter = "btnfr".indexOf(json[at + 1]);
      text.raw(letter < 0 ? (char) json[at + 1] : "\b\t\n\f\r".charAt(letter));
      return at + 2;
    }
    int length = Character.isSurrogate((char) unit) ? 2 * ESCAPED_UNIT : ESCAPED_UNIT;
    int character =
        length == ESCAPED_UNIT
            ? unit
            : Character.toCodePoint((char) unit, (char) unit(json, at + ESCAPED_UNIT, to));
    byte[] utf8 = Character.toString(character).getBytes(StandardCharsets.UTF_8);
    text.raw(utf8);
    return at + length;
  }
}
