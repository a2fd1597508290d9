package dev.serai.bus.kafka;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * Offsets that are settled although one before them is not: ranges that neither touch nor overlap,
 * in order. Written as the metadata of a commit, so that they do not come again. Immutable.
 */
final class SettledOffsets {

  static final SettledOffsets NONE = new SettledOffsets(new long[0]);

  private static final String MARK = "s1.";

  /** What a broker takes unless told otherwise, less a little. */
  private static final int MOST_CHARS = 4_000;

  /** First offset and the offset after the last, in turn. */
  private final long[] bounds;

  private SettledOffsets(long[] bounds) {
    this.bounds = bounds;
  }

  /** Adds ranges in order. */
  static final class Collector {

    private long[] bounds = new long[16];
    private int size;

    /** From the first to before the end; nothing when that is empty. */
    void add(long first, long end) {
      if (first >= end) {
        return;
      }
      if (size > 0 && first <= bounds[size - 1]) {
        bounds[size - 1] = Math.max(bounds[size - 1], end);
        return;
      }
      if (size == bounds.length) {
        bounds = Arrays.copyOf(bounds, size * 2);
      }
      bounds[size++] = first;
      bounds[size++] = end;
    }

    /** Adds all that are not below the offset. */
    void addFrom(long offset, SettledOffsets others) {
      for (int i = 0; i < others.bounds.length; i += 2) {
        add(Math.max(offset, others.bounds[i]), others.bounds[i + 1]);
      }
    }

    SettledOffsets all() {
      return size == 0 ? NONE : new SettledOffsets(Arrays.copyOf(bounds, size));
    }
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  boolean contains(long offset) {
    int at = Arrays.binarySearch(bounds, offset);
    // The start of a range stands at an even place; between start and end is an odd one.
    return at >= 0 ? at % 2 == 0 : (-at - 1) % 2 == 1;
  }

  /** The offset itself, or the first after it that is not settled. */
  long firstFrom(long offset) {
    for (int i = 0; i < bounds.length; i += 2) {
      if (offset >= bounds[i] && offset < bounds[i + 1]) {
        return bounds[i + 1];
      }
    }
    return offset;
  }

  /** How many offsets from the first to before the end are settled. */
  long count(long first, long end) {
    long count = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      count += Math.max(0, Math.min(end, bounds[i + 1]) - Math.max(first, bounds[i]));
    }
    return count;
  }

  /**
   * As the metadata of a commit of that offset. What does not fit is left out: it comes again after
   * a crash.
   */
  String write(long committed) {
    if (bounds.length == 0) {
      return "";
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long last = committed;
    int fits = 0;
    for (int i = 0; i < bounds.length; i++) {
      write(out, bounds[i] - last);
      last = bounds[i];
      if (i % 2 == 1 && out.size() * 4 / 3 + 4 < MOST_CHARS - MARK.length()) {
        fits = out.size();
      }
    }
    byte[] bytes = Arrays.copyOf(out.toByteArray(), fits);
    return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void write(ByteArrayOutputStream out, long number) {
    long left = number;
    while (left > 0x7F) {
      out.write((int) (left & 0x7F) | 0x80);
      left >>>= 7;
    }
    out.write((int) left);
  }

  /** What {@link #write} has written; none when it was written by somebody else. */
  static SettledOffsets read(long committed, String metadata) {
    if (metadata == null || !metadata.startsWith(MARK)) {
      return NONE;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(metadata.substring(MARK.length()));
      return read(committed, bytes);
    } catch (IllegalArgumentException e) {
      return NONE;
    }
  }

  private static SettledOffsets read(long committed, byte[] bytes) {
    long[] bounds = new long[bytes.length + 1];
    int size = 0;
    long last = committed;
    long number = 0;
    int shift = 0;
    for (byte each : bytes) {
      number |= (long) (each & 0x7F) << shift;
      shift += 7;
      if (each >= 0) {
        last += number;
        bounds[size++] = last;
        number = 0;
        shift = 0;
      }
    }
    Collector ranges = new Collector();
    for (int i = 0; i + 1 < size; i += 2) {
      ranges.add(bounds[i], bounds[i + 1]);
    }
    return ranges.all();
  }
}
