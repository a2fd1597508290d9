package dev.serai.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How much of a list is wanted. */
final class LimitOption {

  private static final int MOST = 100_000;

  @Spec(Target.MIXEE)
  CommandSpec command;

  int value;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  void setValue(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new ParameterException(
          command.commandLine(), "--limit wants 1 to %,d, but is %d".formatted(MOST, limit));
    }
    value = limit;
  }
}
