package dev.serai.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which routes are meant. */
final class RoutesOption {

  @Option(
      names = "--routes",
      paramLabel = "DIR",
      defaultValue = "routes",
      description = "Folder with the route files (SERAI_ROUTES; default: ${DEFAULT-VALUE}).")
  Path routes;
}
