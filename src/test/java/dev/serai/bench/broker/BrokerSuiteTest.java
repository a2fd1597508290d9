package dev.serai.bench.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.bench.plan.Plan;
import dev.serai.bench.report.Figure;
import dev.serai.bench.report.SuiteResult;
import dev.serai.bench.report.Verdict;
import dev.serai.bus.kafka.KafkaProcess;
import dev.serai.bus.servicebus.twin.Twin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerSuiteTest {

  private static final Plan PLAN = Plan.ofRounds(1, 200).warmedUp(Duration.ZERO);

  @TempDir Path folder;

  @Test
  void kafka_is_measured_and_keeps_nothing_of_it() throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrapServers", KafkaProcess.shared().bootstrapServers());

    SuiteResult result = new BrokerSuite("kafka", settings, PLAN).run(folder);

    assertMeasured(result);
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", settings.get("bootstrapServers")))) {
      assertThat(admin.listTopics().names().get())
          .noneMatch(topic -> topic.startsWith("serai-bench-"));
    }
  }

  @Test
  void service_bus_is_measured() throws Exception {
    try (Twin twin = Twin.started()) {
      Map<String, Object> settings =
          Map.of("connectionString", twin.connectionString(), "management", twin.adminUrl());

      assertMeasured(new BrokerSuite("servicebus", settings, PLAN).run(folder));
    }
  }

  @Test
  void the_embedded_bus_has_no_client_beside_the_hub() {
    BrokerSuite suite = new BrokerSuite("embedded", Map.of(), PLAN);

    assertThatThrownBy(() -> suite.run(folder))
        .hasMessage(
            "broker 'embedded' has no client beside the hub; write --broker redis, kafka or"
                + " servicebus");
  }

  private static void assertMeasured(SuiteResult result) {
    assertThat(result.figures()).hasSize(6).allMatch(figure -> figure.value() > 0);
    assertThat(result.figures().stream().map(Figure::name))
        .contains("client, publishing", "stock Camel, consuming through a route");
    List<Double> bars = result.verdicts().stream().map(Verdict::bar).toList();
    assertThat(bars).hasSize(3).startsWith(0.7);
  }
}
