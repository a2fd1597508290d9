package dev.serai.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
    name = "serai",
    description = "A broker-agnostic integration hub.",
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:what was asked for did not succeed",
      "2:the command line, the configuration or a route file is wrong",
      "3:the hub cannot be reached"
    })
final class SeraiCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec CommandSpec spec;

  SeraiCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print results as JSON, one object a line.")
  void setJson(boolean json) {
    terminal.setJson(json);
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.err());
    return ExitCode.INVALID;
  }
}
