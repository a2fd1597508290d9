package dev.serai.observe;

import java.util.List;

/**
 * What the checks said.
 *
 * @param status {@code UP} when every check passed, else {@code DOWN}
 */
public record HealthReport(String status, List<Check> checks) {

  static final String UP = "UP";
  static final String DOWN = "DOWN";

  /**
   * One answer.
   *
   * @param status {@code UP} or {@code DOWN}
   * @param detail one line for a person
   */
  public record Check(String name, String status, String detail) {}

  public HealthReport {
    checks = List.copyOf(checks);
  }

  static HealthReport of(List<Check> checks) {
    boolean up = checks.stream().allMatch(check -> check.status().equals(UP));
    return new HealthReport(up ? UP : DOWN, checks);
  }

  boolean up() {
    return status.equals(UP);
  }
}
