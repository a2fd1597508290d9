package dev.serai.bench.process;

import dev.serai.bench.child.ProcessMemory;
import dev.serai.bench.child.WorkFolder;
import dev.serai.bench.report.Figure;
import dev.serai.bench.report.SuiteResult;
import dev.serai.bench.report.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The resident memory of a hub that has nothing to do. */
public final class MemorySuite {

  private static final double BAR_MB = 250;

  private final WorkFolder folder;
  private final Duration idle;

  /** Looks when the hub has been idle for so long after its first delivery. */
  public MemorySuite(WorkFolder folder, Duration idle) {
    this.folder = folder;
    this.idle = idle;
  }

  public SuiteResult run() throws IOException, InterruptedException {
    try (HubProcess hub = HubProcess.start(folder, Launcher.words())) {
      if (hub.process().endsWithin(idle)) {
        throw hub.process().failed("ended");
      }
      double mb = ProcessMemory.resident(hub.process().pid()) / 1e6;
      return new SuiteResult(
          "memory",
          "Resident set of `serai run` %d s after its first 202.".formatted(idle.toSeconds()),
          List.of(Figure.of("resident memory of an idle hub", mb, "MB")),
          List.of(new Verdict("idle resident memory", mb, BAR_MB, false, "MB")));
    }
  }
}
