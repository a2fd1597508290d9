package dev.serai.sanitize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the colons of a JSON text that may stand behind a name, eight bytes at a time, for every
 * message is searched for them. Before those are quotes or white space; letters and digits, as in
 * addresses and times, are passed over.
 */
final class Colons {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long TOPS = 0x8080_8080_8080_8080L;
  private static final long UP_TO_0 = (0x80 - '0') * ONES;

  private Colons() {}

  /**
   * Where the next one is, or -1.
   *
   * @param from 1 or more
   */
  static int next(byte[] text, int from) {
    int at = from;
    for (; at <= text.length - Long.BYTES; at += Long.BYTES) {
      // Zero where there is a colon; only a zero, and what follows one, borrows into its top bit.
      long colons = (long) LONGS.get(text, at) ^ (ONES * ':');
      long found = (colons - ONES) & ~colons & TOPS;
      if (found != 0) {
        // From '0' on, the sum reaches the top bit.
        long before = (long) LONGS.get(text, at - 1);
        found &= ~(((before & ~TOPS) + UP_TO_0) | before);
        if (found != 0) {
          return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
        }
      }
    }
    for (; at < text.length; at++) {
      if (text[at] == ':' && text[at - 1] >= 0 && text[at - 1] < '0') {
        return at;
      }
    }
    return -1;
  }
}
