package dev.serai.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "connectors",
    description = "See the connectors of the configuration, and the senders that the hub knows.")
final class ConnectorsCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec CommandSpec spec;

  private ConnectorsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new ConnectorsCommand(terminal))
        .addSubcommand(new ConnectorsListCommand(terminal))
        .addSubcommand(new ConnectorsShowCommand(terminal));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.err());
    return ExitCode.INVALID;
  }
}
