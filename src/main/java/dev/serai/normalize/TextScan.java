package dev.serai.normalize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds what a JSON tokenizer lets pass in text it skips: bytes that are no UTF-8 (RFC 3629) and
 * escaped surrogates without their other half.
 */
final class TextScan {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long BACKSLASHES = LOW_BITS * '\\';

  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final byte[] text;

  private TextScan(byte[] text) {
    this.text = text;
  }

  /** Throws {@link MalformedMessageException} naming the offending byte. */
  static void check(byte[] text) {
    for (int i = 0; i < Math.min(4, text.length); i++) {
      if (text[i] == 0) {
        throw malformed("the body is no UTF-8 text", i);
      }
    }
    if (text.length > 2 && text[0] == BOM[0] && text[1] == BOM[1] && text[2] == BOM[2]) {
      throw new MalformedMessageException(
          "the body is no UTF-8 text at byte 0: a byte order mark must not stand there", null);
    }
    new TextScan(text).run();
  }

  private void run() {
    int at = 0;
    while (at < text.length) {
      at = plain(at);
      if (at == text.length) {
        return;
      }
      byte b = text[at];
      if (b < 0) {
        at = character(at);
      } else if (b == '\\') {
        at = escape(at);
      } else {
        at++;
      }
    }
  }

  /** Skips eight bytes at a time while none of them is an escape or beyond ASCII. */
  private int plain(int from) {
    int at = from;
    for (; at + Long.BYTES <= text.length; at += Long.BYTES) {
      long eight = (long) LONGS.get(text, at);
      long escapes = eight ^ BACKSLASHES;
      if (((eight | ((escapes - LOW_BITS) & ~escapes)) & HIGH_BITS) != 0) {
        return at;
      }
    }
    return at;
  }

  private int escape(int at) {
    int unit = unit(at);
    if (unit < 0) {
      return at + 2;
    }
    if (Character.isLowSurrogate((char) unit)) {
      throw malformed("an escaped low surrogate stands alone", at);
    }
    if (Character.isHighSurrogate((char) unit)) {
      int next = unit(at + 6);
      if (next < 0 || !Character.isLowSurrogate((char) next)) {
        throw malformed("an escaped high surrogate stands alone", at);
      }
      return at + 12;
    }
    return at + 6;
  }

  /** The UTF-16 unit that a four-digit escape at this place stands for, or -1. */
  private int unit(int at) {
    if (at + 6 > text.length || text[at] != '\\' || text[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(text[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = (unit << 4) | digit;
    }
    return unit;
  }

  private int character(int at) {
    int lead = text[at] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    int point = lead & (0xFF >> (length + 1));
    for (int i = 1; i < length; i++) {
      if (at + i >= text.length || (text[at + i] & 0xC0) != 0x80) {
        throw malformed("the body is no UTF-8 text", at);
      }
      point = (point << 6) | (text[at + i] & 0x3F);
    }
    int smallest = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
    boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    if (lead < 0xC2 || lead > 0xF4 || point < smallest || surrogate || point > 0x10FFFF) {
      throw malformed("the body is no UTF-8 text", at);
    }
    return at + length;
  }

  private static MalformedMessageException malformed(String message, int at) {
    return new MalformedMessageException(message + " at byte " + at, null);
  }
}
