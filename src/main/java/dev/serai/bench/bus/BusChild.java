package dev.serai.bench.bus;

import dev.serai.bench.child.ChildJvm;
import dev.serai.bench.child.Parent;
import dev.serai.bench.child.WorkFolder;
import dev.serai.bench.plan.Plan;
import dev.serai.bench.report.ReportJson;
import dev.serai.bench.report.SuiteResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs one of the bus's suites in a JVM of its own. */
public final class BusChild {

  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private BusChild() {}

  /**
   * Runs a suite: {@code publish}, {@code consume}, {@code order} or {@code failing}.
   *
   * @throws IllegalStateException with the end of the child's log when it does not succeed
   */
  public static SuiteResult run(String suite, WorkFolder folder, List<String> options, Plan plan) {
    try (ChildJvm child =
        ChildJvm.start(
            folder.path(),
            options,
            BusChild.class,
            suite,
            folder.folder(suite).toString(),
            Integer.toString(plan.rounds()),
            Integer.toString(plan.events()),
            plan.warmUp().toString())) {
      return ReportJson.read(child.line(PATIENCE));
    }
  }

  public static void main(String[] args) throws Exception {
    Plan plan =
        Plan.ofRounds(Integer.parseInt(args[2]), Integer.parseInt(args[3]))
            .warmedUp(Duration.parse(args[4]));
    BusSuites suites = new BusSuites(Path.of(args[1]), plan);
    SuiteResult result =
        switch (args[0]) {
          case "publish" -> suites.publish();
          case "consume" -> suites.consume();
          case "order" -> suites.order();
          case "failing" -> suites.failing();
          default -> throw new IllegalArgumentException("no suite '" + args[0] + "'");
        };
    Parent.tell(ReportJson.write(result));
    System.exit(0);
  }
}
