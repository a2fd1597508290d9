package dev.serai.routes;

import java.util.Comparator;

/**
 * What is wrong with a route file.
 *
 * @param file as the user named the folder, plus the path below it
 * @param line from 1, or 0 when the place is unknown
 */
public record RouteProblem(String file, int line, String message)
    implements Comparable<RouteProblem> {

  @Override
  public int compareTo(RouteProblem other) {
    return Comparator.comparing(RouteProblem::file)
        .thenComparingInt(RouteProblem::line)
        .thenComparing(RouteProblem::message)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
  }
}
