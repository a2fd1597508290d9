package dev.serai.bench.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What a window of load brought.
 *
 * @param accepted answers with a status of 200 to 299
 * @param refused all other answers
 * @param broken connections that ended without an answer
 * @param took from the first request to the last answer
 * @param cpu what the client itself used of one core
 * @param latencies in microseconds, of all answers
 */
public record Load(
    long accepted, long refused, long broken, Duration took, Duration cpu, Histogram latencies) {

  /** Accepted per second. */
  public double rate() {
    return accepted / (took.toNanos() / 1e9);
  }

  public double percentileMillis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1_000.0;
  }
}
