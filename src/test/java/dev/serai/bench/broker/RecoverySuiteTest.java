package dev.serai.bench.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.bench.child.WorkFolder;
import dev.serai.bench.plan.Plan;
import dev.serai.bench.report.Figure;
import dev.serai.bench.report.SuiteResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoverySuiteTest {

  private static final Plan PLAN = Plan.ofRounds(1, 100);
  private static final List<String> QUICK =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  @Test
  void a_hub_that_is_killed_on_the_embedded_bus_has_all_again_once_it_runs() throws Exception {
    SuiteResult result;
    try (WorkFolder folder = WorkFolder.make()) {
      result = new RecoverySuite("embedded", Map.of(), PLAN).run(folder, QUICK);
    }

    assertThat(result.verdicts()).isEmpty();
    assertThat(result.figures())
        .extracting(Figure::name)
        .containsExactly(
            "the hub and its routes run again",
            "order none: the first delivery is handled",
            "order none: all that was unsettled is handled",
            "order key: the first delivery is handled",
            "order key: all that was unsettled is handled");
    assertThat(result.figures()).allMatch(figure -> figure.value() > 0.05);
    for (String order : List.of("none", "key")) {
      assertThat(seconds(result, order, "all that was unsettled is handled"))
          .isGreaterThanOrEqualTo(seconds(result, order, "the first delivery is handled"));
    }
  }

  private static double seconds(SuiteResult result, String order, String what) {
    return result.figures().stream()
        .filter(figure -> figure.name().equals("order " + order + ": " + what))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void a_broker_that_is_not_known_is_told_with_those_that_are() {
    assertThatThrownBy(() -> new RecoverySuite("rabbit", Map.of(), PLAN))
        .hasMessageStartingWith("broker 'rabbit' is not known; write one of ");
  }
}
