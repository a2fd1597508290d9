package dev.serai.cli;

import dev.serai.config.InvalidConfigException;
import dev.serai.hub.HubException;
import dev.serai.ledger.LedgerException;
import dev.serai.observe.ManagementException;
import dev.serai.source.DoorException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line. */
public final class Cli {

  private Cli() {}

  /**
   * Runs one command; blocks until it ends, for {@code run} until the process is told to stop.
   *
   * @param env gives an environment variable, or null
   * @param interactive whether somebody watches {@code err}
   * @return the exit code: 0 success, 1 failure, 2 wrong input, 3 hub unreachable
   */
  public static int run(
      String[] args,
      Function<String, String> env,
      PrintStream out,
      PrintStream err,
      boolean interactive) {
    int code = commandLine(new Terminal(env, out, err, interactive)).execute(args);
    out.flush();
    err.flush();
    return code;
  }

  static CommandLine commandLine(Terminal terminal) {
    CommandLine serai = new CommandLine(new SeraiCommand(terminal));
    serai.addSubcommand(new RunCommand(terminal));
    serai.addSubcommand(new DemoCommand(terminal));
    serai.addSubcommand(new ValidateCommand(terminal));
    serai.addSubcommand(new SendCommand(terminal));
    serai.addSubcommand(new EventsCommand(terminal));
    serai.addSubcommand(DeadLettersCommand.commandLine(terminal));
    serai.addSubcommand(ReplayCommand.commandLine(terminal));
    serai.addSubcommand(GroupsCommand.commandLine(terminal));
    serai.addSubcommand(new BenchCommand(terminal));
    serai.addSubcommand(new CompletionCommand(terminal));
    return serai
        .setDefaultValueProvider(new EnvironmentDefaults(terminal.env()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpWidth(100)
        .setUsageHelpAutoWidth(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, args) -> misused(terminal, e))
        .setExecutionExceptionHandler((e, command, result) -> failed(terminal, e));
  }

  private static int misused(Terminal terminal, ParameterException e) {
    terminal.note("serai: " + e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, terminal.err())) {
      terminal.note(
          "Try '%s --help'.".formatted(e.getCommandLine().getCommandSpec().qualifiedName()));
    }
    return ExitCode.INVALID;
  }

  private static int failed(Terminal terminal, Exception e) throws Exception {
    terminal.progressDone();
    if (e instanceof CliException told) {
      terminal.note("serai: " + told.getMessage());
      return told.exitCode();
    }
    if (e instanceof InvalidConfigException invalid) {
      terminal.note(invalid.getMessage());
      return ExitCode.INVALID;
    }
    if (e instanceof LedgerException
        || e instanceof HubException
        || e instanceof DoorException
        || e instanceof ManagementException) {
      terminal.note("serai: " + e.getMessage());
      return ExitCode.FAILED;
    }
    throw e;
  }
}
