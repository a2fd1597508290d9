package dev.serai.cli;

import static java.util.stream.Collectors.toCollection;

import dev.serai.bench.Bench;
import dev.serai.bench.Suite;
import dev.serai.bench.plan.Plan;
import dev.serai.bench.report.Report;
import dev.serai.bench.report.ReportJson;
import dev.serai.bench.report.ReportPage;
import dev.serai.bench.report.ReportTable;
import dev.serai.bench.report.SuiteResult;
import dev.serai.config.HubConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    description = "Measure this hub on this machine, beside what it is built on.",
    footer = {
      "%nExamples:",
      "  serai bench                      # everything, about a quarter of an hour",
      "  serai bench door --rounds 3      # one suite, quicker and less steady",
      "  serai bench broker --broker kafka",
      "  serai bench recovery --broker kafka",
      "  serai bench --write docs/reference/benchmarks.md"
    })
final class BenchCommand implements Callable<Integer> {

  private static final String ALL = "all";
  private static final String EMBEDDED = "embedded";

  /** What can be written as a suite. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(Stream.of(ALL), Arrays.stream(Suite.values()).map(Suite::word))
          .iterator();
    }
  }

  private final Terminal terminal;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "SUITE",
      completionCandidates = Words.class,
      description = "${COMPLETION-CANDIDATES}. Default: all; broker only with --broker.")
  List<String> suites = new ArrayList<>(List.of(ALL));

  @Option(
      names = "--rounds",
      description = "How often the compared subjects take turns (default: ${DEFAULT-VALUE}).")
  int rounds = Plan.ofDefaults().rounds();

  @Option(
      names = "--seconds",
      description = "Measured load on each server in a round (default: ${DEFAULT-VALUE}).")
  double seconds = Plan.ofDefaults().measure().toSeconds();

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "Load on each server before it is measured (default: ${DEFAULT-VALUE}).")
  double warmUp = Plan.ofDefaults().warmUp().toSeconds();

  @Option(names = "--connections", description = "Of the load client (default: ${DEFAULT-VALUE}).")
  int connections = Plan.ofDefaults().connections();

  @Option(
      names = "--events",
      description = "In each round of the suites on the bus (default: ${DEFAULT-VALUE}).")
  int events = Plan.ofDefaults().events();

  @Option(
      names = "--backlog",
      paramLabel = "EVENTS",
      description = "That the backlog suite piles up (default: ${DEFAULT-VALUE}).")
  int backlog = Plan.ofDefaults().backlog();

  @Option(
      names = "--broker",
      paramLabel = "NAME",
      description =
          "For the suites broker and recovery: redis, kafka or servicebus, with its settings of the configuration; recovery measures embedded without.")
  String broker;

  @Mixin ConfigOption config;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Write the results as a Markdown page, too.")
  Path page;

  @Option(names = "--check", description = "Exit with 1 when a bar is not met.")
  boolean check;

  BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Plan plan;
    Set<Suite> chosen;
    try {
      plan = plan();
      chosen = chosen();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    Report report = new Bench(plan, this::broker, this::begun, this::done).run(chosen, command());
    terminal.json(ReportJson.tree(report));
    if (page != null) {
      Files.writeString(page, ReportPage.write(report));
      terminal.note("written to " + page);
    }
    return check && !report.met() ? ExitCode.FAILED : ExitCode.OK;
  }

  private Set<Suite> chosen() {
    Set<Suite> all = suites.contains(ALL) ? EnumSet.allOf(Suite.class) : named();
    if (broker == null && suites.contains(ALL)) {
      all.remove(Suite.BROKER);
    }
    if (broker == null && all.contains(Suite.BROKER)) {
      throw new IllegalArgumentException(
          "the suite broker needs --broker redis, kafka or servicebus");
    }
    return all;
  }

  private Set<Suite> named() {
    return suites.stream().map(Suite::of).collect(toCollection(() -> EnumSet.noneOf(Suite.class)));
  }

  private Bench.Broker broker() {
    HubConfig hub = config.orDefaults(terminal.env());
    String name = broker == null ? EMBEDDED : broker;
    return new Bench.Broker(name, hub.brokerSettings(name));
  }

  private Plan plan() {
    return new Plan(rounds, duration(warmUp), duration(seconds), connections, events, backlog);
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis((long) (seconds * 1_000));
  }

  private void begun(Suite suite) {
    terminal.progress("measuring " + suite.word() + ": " + suite.about() + " ...");
  }

  private void done(SuiteResult result) {
    terminal.progressDone();
    terminal.say(ReportTable.write(result));
    terminal.out().flush();
  }

  /** The command line as it was typed. */
  private String command() {
    List<String> words = new ArrayList<>(List.of("./serai"));
    words.addAll(spec.root().commandLine().getParseResult().originalArgs());
    return String.join(" ", words);
  }
}
