package dev.serai.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.bus.Deviation;
import dev.serai.bus.Scheduler;
import dev.serai.config.HubConfig;
import dev.serai.conformance.Conformance;
import dev.serai.conformance.ConformancePage;
import dev.serai.conformance.Outcome;
import dev.serai.conformance.UserBroker;
import dev.serai.hub.Bindings;
import dev.serai.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "conformance",
    description =
        "Hold a broker to the promises of the bus, check by check, with the checks of this"
            + " program's own build.",
    footer = {
      "%nUses the broker's settings of the configuration, and names of its own there that begin with",
      "serai-tck- (channels: tck.) and stay behind. Ends with 1 when a promise is broken.",
      "%nExamples:",
      "  serai conformance --broker redis",
      "  serai conformance --broker redis --promise 4 --promise 7",
      "  serai conformance --from target/conformance --write docs/reference/conformance.md"
    })
final class ConformanceCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int PROMISES = 14;

  private final Terminal terminal;

  @Spec CommandSpec spec;

  @Mixin ConfigOption config;

  @Option(
      names = "--broker",
      paramLabel = "NAME",
      description = "Which broker (SERAI_BROKER; default: the configured one).")
  String broker;

  @Option(
      names = "--promise",
      paramLabel = "NUMBER",
      description = "Only the checks of this promise, 1 to 14; may be given several times.")
  Set<Integer> promises = Set.of();

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "Run nothing: take what the build found, one file for each broker.")
  Path from;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Write the outcomes as a Markdown page, too.")
  Path page;

  private final List<Outcome> outcomes = new ArrayList<>();

  ConformanceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (promises.stream().anyMatch(number -> number < 1 || number > PROMISES)) {
      throw new ParameterException(
          spec.commandLine(), "--promise must be from 1 to " + PROMISES + ", but is " + promises);
    }
    Logs.quiet();
    if (from == null) {
      run();
    } else {
      read();
    }
    if (page != null) {
      Files.writeString(page, ConformancePage.markdown(outcomes));
      terminal.note("written to " + page);
    }
    long broken = count(Outcome.Result.BROKEN);
    conclude(broken);
    return broken == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private void run() {
    HubConfig hub = config.orDefaults(terminal.env());
    String chosen = broker == null ? hub.broker() : broker;
    Map<String, Object> settings =
        Bindings.apart(
            chosen,
            hub.brokerSettings(chosen),
            "serai-tck-" + UUID.randomUUID().toString().substring(24));
    UserBroker.Target target =
        new UserBroker.Target(
            lent -> open(chosen, settings, lent),
            Bindings.profile(chosen, settings).deviations().stream()
                .map(Deviation::name)
                .collect(Collectors.toUnmodifiableSet()),
            Bindings.profile(chosen, settings).capabilities().log());
    Conformance.run(chosen, target, promises, this::tell);
  }

  private static Binding open(String broker, Map<String, Object> settings, BindingContext lent) {
    Scheduler scheduler = lent.scheduler();
    return Bindings.open(
        broker, settings, scheduler, Map.of(Ledger.class, lent.service(Ledger.class)));
  }

  private void read() throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        JSON.readValue(file.toFile(), new TypeReference<List<Outcome>>() {}).forEach(this::tell);
      }
    }
  }

  private synchronized void tell(Outcome outcome) {
    outcomes.add(outcome);
    terminal.say(
        "%-8s %2d  %s%s"
            .formatted(
                outcome.result().name().toLowerCase(Locale.ROOT),
                outcome.promise(),
                outcome.check(),
                outcome.detail().isEmpty() ? "" : ": " + outcome.detail()));
    terminal.json(outcome);
  }

  private long count(Outcome.Result result) {
    return outcomes.stream().filter(outcome -> outcome.result() == result).count();
  }

  private void conclude(long broken) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("checks", outcomes.size());
    numbers.put("kept", count(Outcome.Result.KEPT));
    numbers.put("skipped", count(Outcome.Result.SKIPPED));
    numbers.put("broken", broken);
    terminal.say("");
    terminal.say(
        "%d checks: %d kept, %d skipped, %d broken"
            .formatted(
                outcomes.size(),
                count(Outcome.Result.KEPT),
                count(Outcome.Result.SKIPPED),
                broken));
    terminal.json(numbers);
  }
}
