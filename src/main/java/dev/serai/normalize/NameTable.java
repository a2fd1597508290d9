package dev.serai.normalize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The names of all objects of one body, as places in its bytes, to find a duplicate without making
 * text of them; used again for the next body. For one thread.
 */
final class NameTable {

  /** More names, or more steps to find a free place, are left to {@link Names}. */
  private static final int MOST = 2048;

  private static final int PLACES = 2 * MOST;
  private static final int STEPS_BEFORE_DOUBT = 256;
  private static final int STEPS_FOR_EACH = 4;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final int[] objects = new int[MOST];
  private final int[] hashes = new int[MOST];
  private final int[] starts = new int[MOST];
  private final int[] lengths = new int[MOST];

  /** By hash: which name stands there, counted on from body to body; smaller ones are free. */
  private final int[] places = new int[PLACES];

  private int first = 1;
  private int size;
  private int steps;

  /** Begins another body. */
  void clear() {
    first += size;
    size = 0;
    steps = 0;
    if (first > Integer.MAX_VALUE - MOST) {
      Arrays.fill(places, 0);
      first = 1;
    }
  }

  /** Of the bytes of a name. */
  static int hash(byte[] text, int from, int to) {
    int length = to - from;
    long hash = length;
    if (length >= Long.BYTES) {
      for (int i = from; i + Long.BYTES < to; i += Long.BYTES) {
        hash = (hash ^ (long) LONGS.get(text, i)) * MIX;
        hash ^= hash >>> 29;
      }
      hash = (hash ^ (long) LONGS.get(text, to - Long.BYTES)) * MIX;
    } else {
      for (int i = from; i < to; i++) {
        hash = (hash << 8) ^ (text[i] & 0xFF);
      }
      hash *= MIX;
    }
    return (int) (hash >>> 32);
  }

  /**
   * False when the object has the name already, or when it is better to look more carefully.
   *
   * @param object counts the objects of the body
   */
  boolean add(int object, byte[] body, int from, int to, int hash) {
    int place = hash + object * 31 & PLACES - 1;
    for (int held = places[place] - first; held >= 0; held = places[place] - first) {
      boolean same = objects[held] == object && hashes[held] == hash && lengths[held] == to - from;
      if (same && Arrays.equals(body, starts[held], starts[held] + to - from, body, from, to)) {
        return false;
      }
      steps++;
      place = place + 1 & PLACES - 1;
    }
    if (size == MOST || steps > STEPS_BEFORE_DOUBT + STEPS_FOR_EACH * size) {
      return false;
    }
    objects[size] = object;
    hashes[size] = hash;
    starts[size] = from;
    lengths[size] = to - from;
    places[place] = first + size;
    size++;
    return true;
  }
}
