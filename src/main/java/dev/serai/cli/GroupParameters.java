package dev.serai.cli;

import picocli.CommandLine.Parameters;

/** Which group is meant. */
final class GroupParameters {

  @Parameters(index = "0", paramLabel = "CHANNEL", description = "The group's channel.")
  String channel;

  @Parameters(index = "1", paramLabel = "GROUP", description = "The group.")
  String name;
}
