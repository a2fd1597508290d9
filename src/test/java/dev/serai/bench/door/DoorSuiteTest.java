package dev.serai.bench.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.bench.child.FreePort;
import dev.serai.bench.child.StockCamel;
import dev.serai.bench.child.WorkFolder;
import dev.serai.bench.load.Knock;
import dev.serai.bench.plan.Plan;
import dev.serai.bench.report.Figure;
import dev.serai.bench.report.SuiteResult;
import dev.serai.bench.report.Verdict;
import dev.serai.hub.Hub;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorSuiteTest {

  private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  @Test
  void all_three_servers_take_the_load() throws Exception {
    Plan tiny = new Plan(1, Duration.ofMillis(50), Duration.ofMillis(200), 4, 100, 100);
    try (WorkFolder folder = WorkFolder.make()) {
      SuiteResult result = new DoorSuite(folder, QUICK, tiny).run();

      assertThat(result.figures()).hasSize(9).allMatch(figure -> figure.value() > 0);
      assertThat(result.figures()).extracting(Figure::unit).contains("deliveries/s", "ms");
      assertThat(result.verdicts()).extracting(Verdict::bar).containsExactly(0.4, 4.0);
      assertThat(result.verdicts()).allMatch(verdict -> verdict.value() > 0);
    }
  }

  @Test
  void stock_camel_keeps_the_same_record_as_the_hub(@TempDir Path folder) throws Exception {
    StockServer stock = new StockServer(folder.resolve("stock.db"));
    try (StockCamel camel = new StockCamel(FreePort.any(), stock);
        Hub hub = HubServer.start(folder)) {
      deliverTo(camel.port());
      deliverTo(hub.port());
    }

    // Camel's jq cannot reckon with dates: the one field that stock Camel is spared.
    JsonNode expected = onlyRecord(folder.resolve("data/serai.db"));
    ((ObjectNode) expected.get("metadata")).remove("duration_ms");
    assertThat(onlyRecord(folder.resolve("stock.db"))).isEqualTo(expected);
  }

  private static void deliverTo(int port) {
    Knock.untilAccepted(port, SignedDelivery.to(port), Duration.ofSeconds(60), () -> true);
  }

  private static JsonNode onlyRecord(Path database) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement();
        var row = statement.executeQuery("select count(*), data from event")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getInt(1)).isOne();
      return new ObjectMapper().readTree(row.getBytes(2));
    }
  }
}
