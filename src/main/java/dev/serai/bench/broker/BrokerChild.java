package dev.serai.bench.broker;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.bench.child.ChildJvm;
import dev.serai.bench.child.Parent;
import dev.serai.bench.child.WorkFolder;
import dev.serai.bench.plan.Plan;
import dev.serai.bench.report.ReportJson;
import dev.serai.bench.report.SuiteResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs the suite of a broker in a JVM of its own. */
public final class BrokerChild {

  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private BrokerChild() {}

  /**
   * Uses names of its own on the broker, which are gone afterwards.
   *
   * @param settings what stands under {@code brokers.<broker>}; may hold secrets, and is passed on
   *     in a file of the folder
   * @throws IllegalStateException with the end of the child's log when it does not succeed
   */
  public static SuiteResult run(
      String broker,
      Map<String, Object> settings,
      WorkFolder folder,
      List<String> options,
      Plan plan)
      throws IOException {
    Path file = folder.path().resolve("broker.json");
    Files.write(file, JSON.writeValueAsBytes(settings));
    try (ChildJvm child =
        ChildJvm.start(
            folder.path(),
            options,
            BrokerChild.class,
            broker,
            file.toString(),
            folder.folder(broker).toString(),
            Integer.toString(plan.rounds()),
            Integer.toString(plan.events()),
            plan.warmUp().toString())) {
      return ReportJson.read(child.line(PATIENCE));
    }
  }

  public static void main(String[] args) throws Exception {
    Map<String, Object> settings =
        JSON.readValue(Path.of(args[1]).toFile(), new TypeReference<Map<String, Object>>() {});
    Plan plan =
        Plan.ofRounds(Integer.parseInt(args[3]), Integer.parseInt(args[4]))
            .warmedUp(Duration.parse(args[5]));
    SuiteResult result = new BrokerSuite(args[0], settings, plan).run(Path.of(args[2]));
    Parent.tell(ReportJson.write(result));
    System.exit(0);
  }
}
