package dev.serai.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "subscriptions",
    description = "See who gets which events, and whether they want them; disable, enable again.")
final class SubscriptionsCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec CommandSpec spec;

  private SubscriptionsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new SubscriptionsCommand(terminal))
        .addSubcommand(new SubscriptionsListCommand(terminal))
        .addSubcommand(new SubscriptionsEnableCommand(terminal))
        .addSubcommand(new SubscriptionsDisableCommand(terminal));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.err());
    return ExitCode.INVALID;
  }
}
