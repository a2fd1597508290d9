package dev.serai.bench.broker;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.bench.bus.BenchHub;
import dev.serai.bench.plan.Plan;
import dev.serai.bench.plan.Turns;
import dev.serai.bench.report.Rounds;
import dev.serai.bench.report.SuiteResult;
import dev.serai.bench.report.Verdict;
import dev.serai.hub.Bindings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Publishes and consumes in turns through the hub, the broker's client and stock Camel. */
final class BrokerSuite {

  private static final String UNIT = "events/s";
  private static final String HUB_OUT = "Serai, publishing";
  private static final String HUB_LOGGED = "Serai, publishing while it writes its event log";
  private static final String RAW_OUT = "client, publishing";
  private static final String HUB_IN = "Serai, consuming through a route";
  private static final String RAW_IN = "client, consuming";
  private static final String STOCK_IN = "stock Camel, consuming through a route";
  private static final String CONFIG = "broker: %s\nbrokers: %s\nchannels:\n%s";
  private static final double BAR_PUBLISH = 0.7;
  private static final Map<String, Double> BAR_CONSUME =
      Map.of("redis", 0.6, "kafka", 0.5, "servicebus", 0.6);

  /** Rounds publish the same events again, and a broker may look for ids that it has had before. */
  private static final List<String> UNLOGGED =
      IntStream.range(0, 64).mapToObj(n -> "unlogged-" + n).toList();

  private final String broker;
  private final Map<String, Object> settings;
  private final String prefix = "serai-bench-" + UUID.randomUUID().toString().substring(0, 8);
  private final Plan plan;

  BrokerSuite(String broker, Map<String, Object> settings, Plan plan) {
    this.broker = broker;
    this.settings = Bindings.apart(broker, settings, prefix);
    this.plan = plan;
  }

  SuiteResult run(Path folder) throws Exception {
    RawClient.require(broker);
    String text = new ObjectMapper().writeValueAsString(Map.of(broker, settings));
    try (Places places = new Places(broker, settings);
        RawClient raw = RawClient.of(broker, settings, rawPrefix(), places)) {
      String channels =
          UNLOGGED.stream()
              .map(each -> "  " + each + ": { log: false }\n")
              .collect(Collectors.joining());
      try (BenchHub hub = new BenchHub(folder, CONFIG.formatted(broker, text, channels))) {
        return result(Turns.measured(plan, (into, turn) -> round(hub, raw, places, turn, into)));
      } finally {
        places.clean();
        raw.clean();
      }
    }
  }

  /** As {@link Bindings#apart} makes names, so that both kinds are cleaned away together. */
  private String rawPrefix() {
    Object own = settings.getOrDefault(broker.equals("kafka") ? "topicPrefix" : "prefix", prefix);
    return own.toString();
  }

  private void round(BenchHub hub, RawClient raw, Places places, int turn, Rounds into)
      throws Exception {
    int count = plan.events();
    String other = "raw-" + turn;
    raw.make(other);
    into.add(RAW_OUT, raw.publish(other, count));
    String mine = UNLOGGED.get(turn % UNLOGGED.size());
    places.make(mine, "bench");
    into.add(HUB_OUT, hub.publish(mine, count));
    into.add(RAW_IN, raw.consume(other, count));
    into.add(HUB_IN, hub.consumeOn(mine, count));
    String logged = "logged-" + turn;
    places.know(logged);
    into.add(HUB_LOGGED, hub.publish(logged, count));
    hub.awaitLogged(logged, count);
    String stock = raw.endpoint(other);
    if (stock != null) {
      into.add(STOCK_IN, StockReader.consume(stock, count));
    }
  }

  private SuiteResult result(Rounds rounds) {
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(
        Verdict.ratioAtLeast(
            broker + ": publish, to the client", rounds.ratio(HUB_OUT, RAW_OUT), BAR_PUBLISH));
    verdicts.add(
        Verdict.ratioAtLeast(
            broker + ": consume through a route, to the client",
            rounds.ratio(HUB_IN, RAW_IN),
            BAR_CONSUME.get(broker)));
    if (rounds.has(STOCK_IN)) {
      verdicts.add(
          Verdict.ratioAtLeast(
              broker + ": consume, to stock Camel", rounds.ratio(HUB_IN, STOCK_IN), 1));
    }
    return new SuiteResult(
        "broker",
        "%s: %,d events of 1 KB a round, at most %,d under way, beside the broker's own client with the same bytes, in pages of %d, on a channel with `log: false`, as the client keeps none either."
            .formatted(broker, plan.events(), RawClient.WINDOW, RawClient.PAGE),
        rounds.figures(UNIT),
        verdicts);
  }
}
