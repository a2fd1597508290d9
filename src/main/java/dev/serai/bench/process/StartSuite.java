package dev.serai.bench.process;

import dev.serai.bench.child.WorkFolder;
import dev.serai.bench.plan.Plan;
import dev.serai.bench.report.Rounds;
import dev.serai.bench.report.SuiteResult;
import dev.serai.bench.report.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** From the start of the process to the first 202, beside an empty Camel application. */
public final class StartSuite {

  private static final double BAR = 1.5;
  private static final String HUB = "serai run, to the first 202";
  private static final String CAMEL = "empty camel-main with platform-http, to the first answer";
  private static final String CAMEL_ARCHIVED = CAMEL + ", with class-data sharing";

  private final WorkFolder folder;
  private final List<String> options;
  private final Plan plan;

  /** The options are those of the launcher, for the empty Camel application. */
  public StartSuite(WorkFolder folder, List<String> options, Plan plan) {
    this.folder = folder;
    this.options = options;
    this.plan = plan;
  }

  public SuiteResult run() throws IOException {
    List<String> serai = Launcher.words();
    CamelBaseline plain = new CamelBaseline(folder, options);
    CamelBaseline archived = CamelBaseline.archivable() ? plain.archived() : null;
    Rounds seconds = new Rounds();
    // The first start fills the system's file cache, and lets the launcher build what it needs.
    if (!plan.warmUp().isZero()) {
      HubProcess.start(folder, serai).close();
    }
    for (int round = 0; round < plan.rounds(); round++) {
      try (HubProcess hub = HubProcess.start(folder, serai)) {
        seconds.add(HUB, hub.startSeconds());
      }
      seconds.add(CAMEL, plain.startSeconds());
      if (archived != null) {
        seconds.add(CAMEL_ARCHIVED, archived.startSeconds());
      }
    }
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(
        Verdict.ratioAtMost(
            "start to first 202, to an empty camel-main", seconds.ratio(HUB, CAMEL), BAR));
    if (archived != null) {
      verdicts.add(
          Verdict.ratioAtMost(
              "start to first 202, to an empty camel-main that shares class data",
              seconds.ratio(HUB, CAMEL_ARCHIVED),
              BAR));
    }
    return new SuiteResult("start", how(serai), seconds.figures("s"), verdicts);
  }

  private String how(List<String> serai) {
    return "Wall time from starting `%s run` (Java %s) and `java %s` with the same class path."
        .formatted(
            serai.size() == 1 ? "./serai" : "java … dev.serai.Serai",
            Runtime.version().feature(),
            String.join(" ", options));
  }
}
