package dev.serai.cli;

import dev.serai.routes.RouteCheck;
import dev.serai.routes.RouteProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which routes are meant. */
final class RoutesOption {

  @Option(
      names = "--routes",
      paramLabel = "DIR",
      defaultValue = "routes",
      description = "Folder with the route files (SERAI_ROUTES; default: ${DEFAULT-VALUE}).")
  Path routes;

  /**
   * What the route files declare; a folder that is not there declares nothing. Throws {@link
   * CliException} with every problem found.
   */
  RouteCheck.Result checked() {
    if (!Files.isDirectory(routes)) {
      return RouteCheck.Result.NONE;
    }
    RouteCheck.Result found = new RouteCheck().check(routes);
    if (!found.problems().isEmpty()) {
      throw new CliException(
          ExitCode.INVALID,
          found.problems().stream()
              .map(RouteProblem::toString)
              .collect(Collectors.joining(System.lineSeparator())));
    }
    return found;
  }
}
