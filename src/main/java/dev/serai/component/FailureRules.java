package dev.serai.component;

import java.util.List;
import java.util.Set;

/**
 * Which failures are poison, so that another attempt cannot help; the first rule that matches
 * decides.
 *
 * @param rules tried before the hub's own: unreadable content and HTTP 400, 410, 413, 415, 422 are
 *     poison, all else is retried
 */
public record FailureRules(List<Rule> rules) {

  /**
   * One rule.
   *
   * @param exception simple or full class name anywhere in the chain of causes, or null for any
   * @param statuses HTTP statuses of the failed call, empty for any
   */
  public record Rule(String exception, Set<Integer> statuses, boolean poison) {
    public Rule {
      statuses = Set.copyOf(statuses);
      if (exception == null && statuses.isEmpty()) {
        throw new IllegalArgumentException(
            "a classify rule needs an exception, a status or both, or it would match every failure");
      }
    }
  }

  /** The hub's own rules only. */
  public static final FailureRules DEFAULTS = new FailureRules(List.of());

  public FailureRules {
    rules = List.copyOf(rules);
  }
}
