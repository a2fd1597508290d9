package dev.serai.bench.bus;

import dev.serai.bench.plan.Plan;
import dev.serai.bench.plan.Turns;
import dev.serai.bench.report.Rounds;
import dev.serai.bench.report.SuiteResult;
import dev.serai.bench.report.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The suites that measure the embedded bus from within its process. */
final class BusSuites {

  private static final double BAR_PUBLISH = 0.7;
  private static final double BAR_CONSUME = 0.3;
  private static final double BAR_ORDER = 0.85;
  private static final double BAR_FAILING = 0.9;
  private static final String UNIT = "events/s";
  private static final String PLAIN = "plain JDBC loop";

  private final Path folder;
  private final Plan plan;

  BusSuites(Path folder, Plan plan) {
    this.folder = folder;
    this.plan = plan;
  }

  private interface Round {
    void run(Rounds rounds, String channel) throws Exception;
  }

  private Rounds rounds(Round round) throws Exception {
    return Turns.measured(plan, (into, number) -> round.run(into, "bench-" + number));
  }

  SuiteResult publish() throws Exception {
    String bus = "Serai, 2,048 under way";
    try (BenchHub hub = new BenchHub(Files.createDirectory(folder.resolve("hub")));
        PlainLog plain = new PlainLog(folder.resolve("plain.db"))) {
      Rounds rates =
          rounds(
              (rounds, channel) -> {
                rounds.add(PLAIN, plain.write(plan.events()));
                rounds.add(bus, hub.publish(channel, plan.events()));
              });
      return new SuiteResult(
          "publish",
          "%,d events of 1 KB a round, each durable on its own, beside a loop that inserts the same events, a column for each attribute, with 1,000 rows for each commit and the same SQLite settings (WAL, `synchronous=FULL`)."
              .formatted(plan.events()),
          rates.figures(UNIT),
          List.of(
              Verdict.ratioAtLeast(
                  "publish, to plain JDBC", rates.ratio(bus, PLAIN), BAR_PUBLISH)));
    }
  }

  SuiteResult consume() throws Exception {
    String bus = "Serai, through a route";
    try (BenchHub hub = new BenchHub(Files.createDirectory(folder.resolve("hub")));
        PlainLog plain = new PlainLog(folder.resolve("plain.db"))) {
      Rounds rates =
          rounds(
              (rounds, channel) -> {
                plain.write(plan.events());
                hub.publish(channel, plan.events());
                rounds.add(PLAIN, plain.read());
                rounds.add(bus, hub.consume(channel, "none", plan.events()));
              });
      return new SuiteResult(
          "consume",
          "%,d events of 1 KB a round through a YAML route of three cheap steps, beside a loop that reads pages of 1,000 rows, all columns of each, and moves a durable cursor after each page."
              .formatted(plan.events()),
          rates.figures(UNIT),
          List.of(
              Verdict.ratioAtLeast(
                  "consume through a route, to plain JDBC", rates.ratio(bus, PLAIN), BAR_CONSUME)));
    }
  }

  SuiteResult order() throws Exception {
    String none = "order: none";
    String key = "order: key";
    try (BenchHub hub = new BenchHub(Files.createDirectory(folder.resolve("hub")))) {
      Rounds rates =
          rounds(
              (rounds, channel) -> {
                hub.publish(channel, plan.events());
                hub.publish(channel + "-key", plan.events());
                rounds.add(none, hub.consume(channel, "none", plan.events()));
                rounds.add(key, hub.consume(channel + "-key", "key", plan.events()));
              });
      return new SuiteResult(
          "order",
          "%,d events of 1,000 keys a round through the route of the consume suite."
              .formatted(plan.events()),
          rates.figures(UNIT),
          List.of(
              Verdict.ratioAtLeast("order by key, to none", rates.ratio(key, none), BAR_ORDER)));
    }
  }

  SuiteResult failing() throws Exception {
    String well = "the 90 %, none failing";
    String failing = "the 90 %, the others failing";
    int counted = plan.events() - (plan.events() + 9) / 10;
    try (BenchHub hub = new BenchHub(Files.createDirectory(folder.resolve("hub")))) {
      Rounds rates =
          rounds(
              (rounds, channel) -> {
                hub.publish(channel, plan.events());
                hub.publish(channel + "-failing", plan.events());
                rounds.add(well, tenthApart(hub, channel, counted, false));
                rounds.add(failing, tenthApart(hub, channel + "-failing", counted, true));
              });
      return new SuiteResult(
          "failing",
          "%,d events a round, every tenth of which throws and is parked for an hour; the rate is that of the others."
              .formatted(plan.events()),
          rates.figures(UNIT),
          List.of(
              Verdict.ratioAtLeast(
                  "the others' rate while 10 % fail", rates.ratio(failing, well), BAR_FAILING)));
    }
  }

  private static double tenthApart(BenchHub hub, String channel, int counted, boolean fail)
      throws Exception {
    Counter counter = new Counter(counted);
    return hub.consume(
        channel,
        "none",
        counter,
        exchange -> {
          if (!Workload.UNLUCKY.equals(exchange.getProperty("about"))) {
            counter.count();
          } else if (fail) {
            throw new IllegalStateException("as the benchmark wants it");
          }
        });
  }
}
