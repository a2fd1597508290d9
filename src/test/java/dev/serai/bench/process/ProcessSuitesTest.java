package dev.serai.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.bench.child.WorkFolder;
import dev.serai.bench.plan.Plan;
import dev.serai.bench.report.SuiteResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessSuitesTest {

  private static final Plan TINY = new Plan(1, Duration.ZERO, Duration.ofMillis(100), 1, 100, 100);

  @Test
  void a_start_is_measured_to_its_first_202_beside_an_empty_camel() throws Exception {
    try (WorkFolder folder = WorkFolder.make()) {
      SuiteResult result = new StartSuite(folder, List.of("-XX:TieredStopAtLevel=1"), TINY).run();

      assertThat(result.figures())
          .hasSizeGreaterThanOrEqualTo(2)
          .allMatch(figure -> figure.value() > 0.05);
      assertThat(result.verdicts()).isNotEmpty().allMatch(verdict -> verdict.value() > 0.1);
    }
  }

  @Test
  void an_idle_hub_is_weighed() throws Exception {
    try (WorkFolder folder = WorkFolder.make()) {
      SuiteResult result = new MemorySuite(folder, Duration.ofMillis(50)).run();

      assertThat(result.figures()).singleElement().matches(figure -> figure.value() > 30);
      assertThat(result.verdicts()).singleElement().matches(verdict -> verdict.bar() == 250);
    }
  }
}
