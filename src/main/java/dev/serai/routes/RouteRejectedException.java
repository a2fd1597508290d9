package dev.serai.routes;

import java.util.List;
import java.util.stream.Collectors;

/** A route file was not taken; what ran before still runs. */
public final class RouteRejectedException extends Exception {

  private final transient List<RouteProblem> problems;

  RouteRejectedException(List<RouteProblem> problems, Throwable cause) {
    super(problems.stream().map(RouteProblem::toString).collect(Collectors.joining("\n")), cause);
    this.problems = List.copyOf(problems);
  }

  /** At least one. */
  public List<RouteProblem> problems() {
    return problems;
  }
}
