package dev.serai.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "dead-letters",
    aliases = "dlq",
    description = "See what was given up, send it again, or delete it.")
final class DeadLettersCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec CommandSpec spec;

  private DeadLettersCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new DeadLettersCommand(terminal))
        .addSubcommand(new DeadLettersListCommand(terminal))
        .addSubcommand(new DeadLettersShowCommand(terminal))
        .addSubcommand(new DeadLettersRedriveCommand(terminal))
        .addSubcommand(new DeadLettersPurgeCommand(terminal));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.err());
    return ExitCode.INVALID;
  }
}
