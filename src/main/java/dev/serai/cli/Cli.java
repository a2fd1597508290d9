package dev.serai.cli;

import dev.serai.config.InvalidConfigException;
import dev.serai.hub.HubException;
import dev.serai.ledger.LedgerException;
import dev.serai.observe.ManagementException;
import dev.serai.source.DoorException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line. */
public final class Cli {

  private static final String COMPLETION = "completion";

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
    Terminal terminal = new Terminal(env, out, err, interactive);
    int code = commandLine(terminal, args.length == 0 ? "" : args[0]).execute(args);
    out.flush();
    err.flush();
    return code;
  }

  /** With all commands. */
  static CommandLine commandLine(Terminal terminal) {
    return commandLine(terminal, "");
  }

  /** To learn a command takes longer than many a command does, so only what is called is learnt. */
  private static CommandLine commandLine(Terminal terminal, String called) {
    CommandLine serai = new CommandLine(new SeraiCommand(terminal));
    Map<String, Supplier<Object>> commands = commands(terminal);
    boolean one = commands.containsKey(called) && !called.equals(COMPLETION);
    commands.forEach(
        (name, command) -> {
          if (!one || name.equals(called)) {
            serai.addSubcommand(name, command.get());
          }
        });
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

  private static Map<String, Supplier<Object>> commands(Terminal terminal) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("run", () -> new RunCommand(terminal));
    commands.put("demo", () -> new DemoCommand(terminal));
    commands.put("validate", () -> new ValidateCommand(terminal));
    commands.put("plan", () -> new PlanCommand(terminal));
    commands.put("check", () -> new CheckCommand(terminal));
    commands.put("conformance", () -> new ConformanceCommand(terminal));
    commands.put("send", () -> new SendCommand(terminal));
    commands.put("events", () -> new EventsCommand(terminal));
    commands.put("dead-letters", () -> DeadLettersCommand.commandLine(terminal));
    commands.put("replay", () -> ReplayCommand.commandLine(terminal));
    commands.put("groups", () -> GroupsCommand.commandLine(terminal));
    commands.put("connectors", () -> ConnectorsCommand.commandLine(terminal));
    commands.put("subscriptions", () -> SubscriptionsCommand.commandLine(terminal));
    commands.put("bench", () -> new BenchCommand(terminal));
    commands.put(COMPLETION, () -> new CompletionCommand(terminal));
    return commands;
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
