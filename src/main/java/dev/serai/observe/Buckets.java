package dev.serai.observe;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts durations into fixed buckets; safe for all threads, and none waits for another. */
final class Buckets {

  /** Upper bounds in nanoseconds: half a millisecond to a minute. */
  private static final long[] BOUNDS = {
    micros(500),
    micros(1_000),
    micros(2_500),
    micros(5_000),
    micros(10_000),
    micros(25_000),
    micros(50_000),
    micros(100_000),
    micros(250_000),
    micros(500_000),
    micros(1_000_000),
    micros(2_500_000),
    micros(5_000_000),
    micros(10_000_000),
    micros(30_000_000),
    micros(60_000_000)
  };

  private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
  private final LongAdder nanos = new LongAdder();

  Buckets() {
    Arrays.setAll(counts, i -> new LongAdder());
  }

  /** Counts one duration; a negative one (a clock that was set) counts as zero. */
  void add(Duration took) {
    long value = Math.max(0, took.toNanos());
    int found = Arrays.binarySearch(BOUNDS, value);
    counts[found >= 0 ? found : -found - 1].increment();
    nanos.add(value);
  }

  /** Upper bounds in seconds, the last one without end. */
  static double[] bounds() {
    double[] seconds = new double[BOUNDS.length + 1];
    for (int i = 0; i < BOUNDS.length; i++) {
      seconds[i] = BOUNDS[i] / 1e9;
    }
    seconds[BOUNDS.length] = Double.POSITIVE_INFINITY;
    return seconds;
  }

  /** How many fell into each bucket, not cumulated. */
  long[] counts() {
    return Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
  }

  double sumSeconds() {
    return nanos.sum() / 1e9;
  }

  private static long micros(long value) {
    return TimeUnit.MICROSECONDS.toNanos(value);
  }
}
