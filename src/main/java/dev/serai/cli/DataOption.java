package dev.serai.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which hub is meant: the one with this data folder. */
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Folder with what the hub keeps (SERAI_DATA; default: ${DEFAULT-VALUE}).")
  Path data;
}
