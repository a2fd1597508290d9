package dev.serai.bench.broker;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.bench.child.ChildJvm;
import dev.serai.bench.child.WorkFolder;
import dev.serai.bench.plan.Plan;
import dev.serai.bench.report.Rounds;
import dev.serai.bench.report.SuiteResult;
import dev.serai.hub.Bindings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Kills a hub in the middle of its work and starts it again with the same data folder. Nothing is
 * held against a bar.
 */
public final class RecoverySuite {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int MOST_EVENTS = 5_000;
  private static final String EMBEDDED = "embedded";

  private final String broker;
  private final Map<String, Object> settings;
  private final Plan plan;
  private final int events;

  /**
   * Uses names of its own on the broker, which are gone afterwards.
   *
   * @param settings what stands under {@code brokers.<broker>}; may hold secrets, and is passed on
   *     in files of the folder
   */
  public RecoverySuite(String broker, Map<String, Object> settings, Plan plan) {
    String prefix = "serai-bench-" + UUID.randomUUID().toString().substring(0, 8);
    this.broker = broker;
    this.settings = Bindings.apart(broker, settings, prefix);
    this.plan = plan;
    this.events = Math.min(MOST_EVENTS, plan.events());
  }

  /**
   * Blocks, for as long as the broker lets a dead hub's deliveries wait, round by round.
   *
   * @param options of the hubs' JVMs
   * @throws IllegalStateException with the end of the log of the child that did not succeed
   */
  public SuiteResult run(WorkFolder folder, List<String> options)
      throws IOException, InterruptedException {
    Path file = folder.path().resolve("broker.json");
    Files.write(file, new ObjectMapper().writeValueAsBytes(Map.of(broker, settings)));
    Children children = new Children(folder, options, file);
    Rounds seconds = new Rounds();
    try {
      for (int round = 0; round < plan.rounds(); round++) {
        round(children, round, seconds);
      }
    } finally {
      if (!broker.equals(EMBEDDED)) {
        clean(children);
      }
    }
    return result(seconds);
  }

  private void round(Children children, int round, Rounds seconds) throws InterruptedException {
    String data = children.folder.folder("hub").toString();
    try (ChildJvm killed = children.start(RecoveryChild.WORK, round, data)) {
      killed.line(PATIENCE);
      killed.kill();
    }
    try (ChildJvm again = children.start(RecoveryChild.AGAIN, round, data)) {
      Map<String, Double> told = new HashMap<>();
      while (told.size() < RecoveryChild.LINES.size()) {
        told.put(again.line(PATIENCE), (System.nanoTime() - again.startedAt()) / 1e9);
      }
      RecoveryChild.LINES.forEach(line -> seconds.add(line, told.get(line)));
    }
  }

  private void clean(Children children) {
    try (ChildJvm cleaner = children.start(RecoveryChild.CLEAN, plan.rounds(), "")) {
      cleaner.line(PATIENCE);
    }
  }

  /** What all of them are started with. */
  private final class Children {

    private final WorkFolder folder;
    private final List<String> options;
    private final Path settings;

    Children(WorkFolder folder, List<String> options, Path settings) {
      this.folder = folder;
      this.options = options;
      this.settings = settings;
    }

    ChildJvm start(String task, int round, String data) {
      return ChildJvm.start(
          folder.path(),
          options,
          RecoveryChild.class,
          task,
          broker,
          settings.toString(),
          Integer.toString(round),
          data,
          Integer.toString(events));
    }
  }

  private SuiteResult result(Rounds seconds) {
    return new SuiteResult(
        "recovery",
        "%s: a hub consumes %,d events of 1 KB on a channel without order and as many on one with order by key; when it has handled half of each its handlers hang, and it is killed (SIGKILL). Seconds from the start of another with the same data folder, whose groups have the usual `ackDeadline` of 60 s. Unsettled is what the killed one had begun, what it held in memory and what still waited."
            .formatted(broker, events),
        seconds.figures("s"),
        List.of());
  }
}
