package dev.serai.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "groups",
    description = "See where each group stands, pause it, let it go on, or remove it.")
final class GroupsCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec CommandSpec spec;

  private GroupsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new GroupsCommand(terminal))
        .addSubcommand(new GroupsListCommand(terminal))
        .addSubcommand(new GroupsPauseCommand(terminal))
        .addSubcommand(new GroupsResumeCommand(terminal))
        .addSubcommand(new GroupsRemoveCommand(terminal));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.err());
    return ExitCode.INVALID;
  }
}
