package dev.serai.cli;

import dev.serai.config.HubConfig;
import dev.serai.hub.Bindings;
import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.Ledger;
import dev.serai.manage.view.DeadLetterView;
import dev.serai.source.scheme.SchemeSettings;
import dev.serai.source.scheme.Signer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description =
        "Run a hub in a temporary folder, send it good and bad deliveries, and show where each went.",
    footer = {
      "%nSucceeds only if every number adds up. With --json the last line is an object with",
      "accepted, rejected, duplicates, delivered, retried, deadLettered and lost."
    })
final class DemoCommand implements Callable<Integer> {

  private static final String EMBEDDED = "embedded";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Terminal terminal;
  private final Sender sender = new Sender();

  @Option(names = "--keep", description = "Keep the folder, to look at the ledger and the routes.")
  boolean keep;

  @Option(names = "--log", description = "Let the hub's log through.")
  boolean log;

  @Option(
      names = "--broker",
      paramLabel = "NAME",
      description =
          "What carries the events, with the settings of --config; names of its own begin with"
              + " serai-demo- there and stay behind (default: ${DEFAULT-VALUE}).")
  String broker = EMBEDDED;

  @Mixin ConfigOption config;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!log) {
      Logs.quiet();
    }
    Map<String, Object> settings = settings();
    terminal.note("starting a hub in a temporary folder ...");
    try (DemoHub demo = new DemoHub(keep, broker, settings)) {
      terminal.say(
          "The hub listens at %s; its files are in %s".formatted(demo.door(), demo.folder()));
      terminal.say("");
      DemoAnswers answers = send(demo);
      Ledger ledger = demo.hub().ledger();
      DemoLedger remembered = await(ledger, answers.events());
      tell(remembered);
      List<String> wrong = wrong(answers, remembered);
      conclude(answers, remembered, wrong);
      return wrong.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private Map<String, Object> settings() {
    if (!Bindings.names().contains(broker)) {
      throw new CliException(
          ExitCode.INVALID,
          "broker '%s' is not known; known are %s"
              .formatted(broker, String.join(", ", Bindings.names())));
    }
    if (broker.equals(EMBEDDED)) {
      return Map.of();
    }
    HubConfig hub =
        Files.exists(config.config)
            ? config.load(terminal.env())
            : HubConfig.ofDefaults(terminal.env());
    String name = "serai-demo-" + UUID.randomUUID().toString().substring(24);
    return Bindings.apart(broker, hub.brokerSettings(broker), name);
  }

  private DemoAnswers send(DemoHub demo) {
    DemoAnswers answers = new DemoAnswers();
    terminal.say("sent                               answer");
    for (DemoDelivery delivery : DemoPlan.deliveries()) {
      boolean forged = delivery.kind() == DemoDelivery.Kind.FORGED;
      List<String> secrets = List.of(forged ? "not the secret" : demo.secret());
      Signer signer = new Signer(new SchemeSettings("github", secrets));
      Message message = new Message(delivery.event(), "application/json", delivery.body(), null);
      Sender.Answer answer =
          sender.post(
              demo.door(), message.headers(signer, delivery.id(), Map.of()), message.body());
      answers.add(delivery, answer);
      terminal.say("%-33s  %d %s".formatted(delivery.what(), answer.status(), answer.body()));
      terminal.json(step(delivery, answer));
    }
    return answers;
  }

  private static Map<String, Object> step(DemoDelivery delivery, Sender.Answer answer) {
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("sent", delivery.what());
    step.put("id", delivery.id());
    step.put("status", answer.status());
    step.put("answer", answer.body());
    return step;
  }

  /** Waits until nothing is under way, or until it takes too long. */
  private DemoLedger await(Ledger ledger, int events) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    DemoLedger now = DemoLedger.read(ledger);
    while ((now.lost() > 0 || now.archived().size() < events) && System.nanoTime() < end) {
      terminal.progress("%d deliveries under way".formatted(now.lost()));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      now = DemoLedger.read(ledger);
    }
    terminal.progressDone();
    return now;
  }

  private void tell(DemoLedger remembered) {
    terminal.say("");
    terminal.say("channel ci.events     %d events".formatted(remembered.events().size()));
    terminal.say("  group archive       %d delivered".formatted(remembered.archived().size()));
    terminal.say(
        "  group healer        %d delivered, %d attempts failed and were repeated, %d given up"
            .formatted(
                remembered.healed().size(), remembered.retried(), remembered.deadLetters().size()));
    for (DeadLetter letter : remembered.deadLetters()) {
      terminal.say("");
      terminal.say("dead letter " + Lines.of(DeadLetterView.of(letter)).strip());
    }
  }

  private static List<String> wrong(DemoAnswers answers, DemoLedger remembered) {
    List<String> wrong = new ArrayList<>(answers.wrong());
    check(wrong, "events in the log", answers.events(), remembered.events().size());
    check(wrong, "events in the archive", answers.events(), remembered.archived().size());
    check(wrong, "failed attempts repeated", DemoPlan.RETRIES, remembered.retried());
    check(wrong, "dead letters", DemoPlan.DEAD_LETTERS, remembered.deadLetters().size());
    check(wrong, "deliveries lost", 0, remembered.lost());
    return wrong;
  }

  private static void check(List<String> wrong, String what, int expected, int found) {
    if (expected != found) {
      wrong.add("%s: expected %d, found %d".formatted(what, expected, found));
    }
  }

  private void conclude(DemoAnswers answers, DemoLedger remembered, List<String> wrong) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    numbers.put("accepted", answers.accepted());
    numbers.put("rejected", answers.rejected());
    numbers.put("duplicates", answers.duplicates());
    numbers.put("delivered", remembered.delivered());
    numbers.put("retried", remembered.retried());
    numbers.put("deadLettered", remembered.deadLetters().size());
    numbers.put("lost", remembered.lost());
    terminal.say("");
    numbers.forEach((name, number) -> terminal.say("%-14s %d".formatted(name, number)));
    terminal.say("");
    wrong.forEach(terminal::note);
    terminal.say(wrong.isEmpty() ? "Every number adds up." : "The numbers do not add up.");
    terminal.json(numbers);
  }
}
