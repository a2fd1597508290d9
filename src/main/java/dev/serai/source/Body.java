package dev.serai.source;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * A body while it is read. Memory follows the bytes that came, never the length that was promised:
 * a promise costs its sender nothing. Used on one event loop.
 *
 * <p>Large bodies are let in only as far as their promises fit together; otherwise many at once
 * would each get a part of the memory, and none would ever be complete.
 */
final class Body {

  /** Enough that most deliveries need one array. */
  private static final int TRUSTED = 16 * 1024;

  /** Below this, a promise takes no room: otherwise empty promises could shut everybody out. */
  static final int LARGE = 256 * 1024;

  private static final byte[] EMPTY = {};

  enum Added {
    FITS,
    /** Over this body's own limit. */
    TOO_LARGE,
    /** Over what all bodies together may take. */
    NO_ROOM
  }

  private final InFlight inFlight;
  private final int limit;
  private final long promised;
  private boolean expected;
  private byte[] bytes = EMPTY;
  private int size;

  /**
   * @param promised the declared length, or -1
   */
  Body(InFlight inFlight, int limit, long promised) {
    this.inFlight = inFlight;
    this.limit = limit;
    this.promised = promised;
  }

  /** Whether there is room for what was promised; to be asked before the first byte. */
  boolean isExpected() {
    expected = promised > LARGE && inFlight.expect(promised);
    return expected || promised <= LARGE;
  }

  Added add(Buffer chunk) {
    long needed = (long) size + chunk.length();
    if (needed > limit) {
      return Added.TOO_LARGE;
    }
    if (needed > bytes.length && !grow((int) needed)) {
      return Added.NO_ROOM;
    }
    chunk.getBytes(bytes, size);
    size += chunk.length();
    return Added.FITS;
  }

  private boolean grow(int needed) {
    long doubled = Math.max(needed, Math.min(bytes.length * 2L, limit));
    long wanted = promised < needed ? doubled : Math.min(promised, Math.max(doubled, TRUSTED));
    if (!inFlight.reserve(wanted - bytes.length)) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, (int) wanted);
    return true;
  }

  int size() {
    return size;
  }

  /** The bytes that came, without copying when their number was known before. */
  byte[] bytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  /** Gives the memory back; the body holds nothing afterwards. */
  void release() {
    inFlight.release(bytes.length);
    bytes = EMPTY;
    if (expected) {
      inFlight.expectNoMore(promised);
      expected = false;
    }
  }
}
