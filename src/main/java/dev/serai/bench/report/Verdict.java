package dev.serai.bench.report;

import java.util.Locale;
import java.util.Objects;

/**
 * A measured value held against its bar.
 *
 * @param atLeast whether the value must reach the bar; else it must not exceed it
 * @param unit {@code ×} for a ratio
 */
public record Verdict(String claim, double value, double bar, boolean atLeast, String unit) {

  public Verdict {
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(unit, "unit");
  }

  public static Verdict ratioAtLeast(String claim, double ratio, double bar) {
    return new Verdict(claim, ratio, bar, true, "×");
  }

  public static Verdict ratioAtMost(String claim, double ratio, double bar) {
    return new Verdict(claim, ratio, bar, false, "×");
  }

  public boolean met() {
    return atLeast ? value >= bar : value <= bar;
  }

  /** The bar as people read it, for example {@code ≥ 0.40}. */
  String barText() {
    return (atLeast ? "≥ " : "≤ ") + number(bar);
  }

  String valueText() {
    return number(value) + (unit.equals("×") ? "" : " " + unit);
  }

  private String number(double number) {
    return String.format(Locale.ROOT, unit.equals("×") ? "%.2f" : "%,.0f", number);
  }
}
