package dev.serai.sanitize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds colons eight bytes at a time: every message is searched for them. */
final class Colons {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long TOPS = 0x8080_8080_8080_8080L;

  private Colons() {}

  /** Where the next colon is, or -1. */
  static int next(byte[] text, int from) {
    int at = from;
    for (; at <= text.length - Long.BYTES; at += Long.BYTES) {
      // A byte that is a colon becomes 0, and only 0 and what follows it borrows into its top bit.
      long differences = (long) LONGS.get(text, at) ^ (ONES * ':');
      long found = (differences - ONES) & ~differences & TOPS;
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    for (; at < text.length; at++) {
      if (text[at] == ':') {
        return at;
      }
    }
    return -1;
  }
}
