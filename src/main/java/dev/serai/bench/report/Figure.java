package dev.serai.bench.report;

import java.util.Objects;

/**
 * Something measured.
 *
 * @param value the median of all rounds
 * @param low the smallest of all rounds
 * @param high the largest of all rounds
 */
public record Figure(String name, double value, double low, double high, String unit) {

  public Figure {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(unit, "unit");
  }

  /** Measured once. */
  public static Figure of(String name, double value, String unit) {
    return new Figure(name, value, value, value, unit);
  }
}
