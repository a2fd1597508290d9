package dev.serai.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; every mistake found is told, in the order of the file. */
public final class InvalidConfigException extends RuntimeException {

  private final transient List<Problem> problems;

  /** Of at least one. */
  public InvalidConfigException(List<Problem> problems) {
    super(
        problems.stream()
            .sorted(order())
            .map(Problem::toString)
            .collect(Collectors.joining(System.lineSeparator())));
    this.problems = problems.stream().sorted(order()).toList();
  }

  /** At least one. */
  public List<Problem> problems() {
    return problems;
  }

  private static Comparator<Problem> order() {
    return Comparator.<Problem>comparingInt(p -> p.place().line())
        .thenComparingInt(p -> p.place().column());
  }
}
