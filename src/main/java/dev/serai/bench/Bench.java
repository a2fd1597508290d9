package dev.serai.bench;

import dev.serai.bench.broker.BrokerChild;
import dev.serai.bench.broker.RecoverySuite;
import dev.serai.bench.bus.BacklogSuite;
import dev.serai.bench.bus.BusChild;
import dev.serai.bench.child.WorkFolder;
import dev.serai.bench.door.DoorSuite;
import dev.serai.bench.plan.Plan;
import dev.serai.bench.process.MemorySuite;
import dev.serai.bench.process.StartSuite;
import dev.serai.bench.report.Machine;
import dev.serai.bench.report.Report;
import dev.serai.bench.report.SuiteResult;
import dev.serai.bench.sender.SenderSuite;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Measures this hub on this machine. */
public final class Bench {

  /** What the launcher starts a hub with, but for the memory: it is the same for all here. */
  private static final List<String> SERVER = List.of("-XX:+UseSerialGC", "-Xmx512m", "-Xmn128m");

  private static final List<String> LAUNCHER =
      List.of("-Xshare:auto", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=40");
  private static final Duration IDLE = Duration.ofSeconds(10);

  /**
   * The broker that is measured.
   *
   * @param settings what stands under {@code brokers.<name>}
   */
  public record Broker(String name, Map<String, Object> settings) {

    public Broker {
      settings = Map.copyOf(settings);
    }
  }

  private final Plan plan;
  private final Supplier<Broker> broker;
  private final Consumer<Suite> begun;
  private final Consumer<SuiteResult> done;

  /**
   * The two are told about each suite as it begins and ends.
   *
   * @param broker asked for only when a suite needs it
   */
  public Bench(
      Plan plan, Supplier<Broker> broker, Consumer<Suite> begun, Consumer<SuiteResult> done) {
    this.plan = plan;
    this.broker = broker;
    this.begun = begun;
    this.done = done;
  }

  /**
   * Runs the suites one after the other; blocks, for minutes with the default plan.
   *
   * @param command what a reader types to repeat it
   * @throws IllegalStateException with the log of the child that failed
   */
  public Report run(Collection<Suite> suites, String command) throws Exception {
    List<SuiteResult> results = new ArrayList<>();
    try (WorkFolder folder = WorkFolder.make()) {
      Machine machine = Machine.current(folder.path());
      for (Suite suite : suites) {
        begun.accept(suite);
        SuiteResult result = run(suite);
        results.add(result);
        done.accept(result);
      }
      return new Report(Instant.now().truncatedTo(ChronoUnit.SECONDS), command, machine, results);
    }
  }

  /** In a folder of its own, so that one suite's gigabytes are gone before the next begins. */
  private SuiteResult run(Suite suite) throws Exception {
    try (WorkFolder folder = WorkFolder.make()) {
      return switch (suite) {
        case DOOR -> new DoorSuite(folder, SERVER, plan).run();
        case SENDERS -> SenderSuite.run(folder, SERVER, plan);
        case PUBLISH, CONSUME, ORDER, FAILING -> BusChild.run(suite.word(), folder, SERVER, plan);
        case BACKLOG -> new BacklogSuite(folder, plan).run();
        case START -> new StartSuite(folder, LAUNCHER, plan).run();
        case MEMORY -> new MemorySuite(folder, IDLE).run();
        case RECOVERY -> recovery(folder);
        case BROKER -> broker(folder);
      };
    }
  }

  private SuiteResult recovery(WorkFolder folder) throws IOException, InterruptedException {
    Broker asked = broker.get();
    return new RecoverySuite(asked.name(), asked.settings(), plan).run(folder, SERVER);
  }

  private SuiteResult broker(WorkFolder folder) throws IOException {
    Broker asked = broker.get();
    return BrokerChild.run(asked.name(), asked.settings(), folder, SERVER, plan);
  }
}
