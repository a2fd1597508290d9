package dev.serai.bench.door;

import dev.serai.bench.child.ChildJvm;
import dev.serai.bench.child.WorkFolder;
import dev.serai.bench.load.Load;
import dev.serai.bench.load.LoadClient;
import dev.serai.bench.plan.Plan;
import dev.serai.bench.report.Figure;
import dev.serai.bench.report.Rounds;
import dev.serai.bench.report.SuiteResult;
import dev.serai.bench.report.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three servers take the same signed deliveries in turns. */
public final class DoorSuite {

  private static final double BAR_BARE = 0.4;
  private static final double BAR_STOCK = 4;
  private static final Duration START = Duration.ofMinutes(1);
  private static final String BARE = "bare Vert.x: HMAC and answer, nothing kept";
  private static final String HUB = "Serai: normalised, durable, then 202";
  private static final String STOCK = "stock Camel platform-http: the same job";

  private final WorkFolder folder;
  private final List<String> options;
  private final Plan plan;

  public DoorSuite(WorkFolder folder, List<String> options, Plan plan) {
    this.folder = folder;
    this.options = options;
    this.plan = plan;
  }

  private record Server(String name, ChildJvm process, LoadClient client) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      client.close();
      process.close();
    }
  }

  public SuiteResult run() throws IOException {
    List<Server> servers = new ArrayList<>();
    try {
      servers.add(start(BARE, BareServer.class));
      servers.add(start(HUB, HubServer.class));
      servers.add(start(STOCK, StockServer.class));
      for (Server server : servers) {
        server.client().run(plan.warmUp());
      }
      return measure(servers);
    } finally {
      for (Server server : servers) {
        server.close();
      }
    }
  }

  private Server start(String name, Class<?> main) throws IOException {
    ChildJvm process =
        ChildJvm.start(
            folder.path(), options, main, folder.folder(main.getSimpleName()).toString());
    try {
      int port = Integer.parseInt(process.line(START));
      return new Server(
          name, process, new LoadClient(port, SignedDelivery.to(port), plan.connections()));
    } catch (IOException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private SuiteResult measure(List<Server> servers) throws IOException {
    Rounds rates = new Rounds();
    Rounds latencies = new Rounds();
    for (int round = 0; round < plan.rounds(); round++) {
      for (Server server : servers) {
        Load load = server.client().run(plan.measure());
        if (load.refused() + load.broken() > 0) {
          throw server
              .process()
              .failed(
                  "accepted %d deliveries, refused %d and broke off %d"
                      .formatted(load.accepted(), load.refused(), load.broken()));
        }
        rates.add(server.name(), load.rate());
        latencies.add(server.name() + ", p50", load.percentileMillis(50));
        latencies.add(server.name() + ", p99", load.percentileMillis(99));
      }
    }
    List<Figure> figures = new ArrayList<>(rates.figures("deliveries/s"));
    figures.addAll(latencies.figures("ms"));
    return new SuiteResult("door", how(), figures, verdicts(rates));
  }

  private String how() {
    return "A signed GitHub `workflow_run` of %,d bytes over %d keep-alive connections, each server in its own JVM (`%s`)."
        .formatted(SignedDelivery.body().length, plan.connections(), String.join(" ", options));
  }

  private static List<Verdict> verdicts(Rounds rates) {
    return List.of(
        Verdict.ratioAtLeast("door, durable, to bare Vert.x", rates.ratio(HUB, BARE), BAR_BARE),
        Verdict.ratioAtLeast("door, to stock Camel", rates.ratio(HUB, STOCK), BAR_STOCK));
  }
}
