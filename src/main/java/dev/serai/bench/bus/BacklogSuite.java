package dev.serai.bench.bus;

import dev.serai.bench.child.ChildJvm;
import dev.serai.bench.child.WorkFolder;
import dev.serai.bench.plan.Plan;
import dev.serai.bench.report.Rounds;
import dev.serai.bench.report.SuiteResult;
import dev.serai.bench.report.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Drains a large backlog with little memory, beside small ones with as much as the JVM takes. */
public final class BacklogSuite {

  private static final double BAR = 0.8;
  private static final int MOST_ROUNDS = 3;
  private static final int SMALL = 50_000;
  private static final int SMALL_TIMES = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final WorkFolder folder;
  private final Plan plan;

  public BacklogSuite(WorkFolder folder, Plan plan) {
    this.folder = folder;
    this.plan = plan;
  }

  public SuiteResult run() {
    int small = Math.min(SMALL, plan.backlog());
    String large = "%,d events waiting, -Xmx256m".formatted(plan.backlog());
    String none = "%,d events waiting, heap not limited".formatted(small);
    Rounds rates = new Rounds();
    for (int round = 0; round < Math.min(MOST_ROUNDS, plan.rounds()); round++) {
      rates.add(none, drain(List.of(), small, SMALL_TIMES));
      rates.add(large, drain(List.of("-Xmx256m"), plan.backlog(), 1));
    }
    return new SuiteResult(
        "backlog",
        "Events of 1 KB are published first and then drained through the route of the consume suite, each time in a fresh JVM.",
        rates.figures("events/s"),
        List.of(
            Verdict.ratioAtLeast(
                "%,d events of backlog with -Xmx256m, to none".formatted(plan.backlog()),
                rates.ratio(large, none),
                BAR)));
  }

  private double drain(List<String> memory, int events, int times) {
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC"));
    options.addAll(memory);
    Path data = folder.folder("drain");
    try (ChildJvm child =
        ChildJvm.start(
            folder.path(),
            options,
            DrainChild.class,
            data.toString(),
            Integer.toString(events),
            Integer.toString(times))) {
      return Double.parseDouble(child.line(PATIENCE));
    }
  }
}
