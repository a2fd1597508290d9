package dev.serai.bench.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.bench.child.WorkFolder;
import dev.serai.bench.plan.Plan;
import dev.serai.bench.report.SuiteResult;
import dev.serai.bench.report.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusSuitesTest {

  private static final Plan TINY = new Plan(1, Duration.ZERO, Duration.ofMillis(100), 1, 300, 300);

  @TempDir Path folder;

  @Test
  void publishing_is_compared_with_plain_jdbc() throws Exception {
    assertSane(new BusSuites(folder, TINY).publish(), 0.7);
  }

  @Test
  void consuming_is_compared_with_plain_jdbc() throws Exception {
    assertSane(new BusSuites(folder, TINY).consume(), 0.3);
  }

  @Test
  void order_by_key_is_compared_with_none() throws Exception {
    assertSane(new BusSuites(folder, TINY).order(), 0.85);
  }

  @Test
  void events_beside_failing_ones_are_compared_with_the_same_events_alone() throws Exception {
    assertSane(new BusSuites(folder, TINY).failing(), 0.9);
  }

  @Test
  void a_backlog_is_drained_by_children() {
    try (WorkFolder work = WorkFolder.make()) {
      assertSane(new BacklogSuite(work, TINY).run(), 0.8);
    }
  }

  @Test
  void a_suite_runs_in_a_child() {
    List<String> quick = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    try (WorkFolder work = WorkFolder.make()) {
      assertSane(BusChild.run("publish", work, quick, TINY), 0.7);
    }
  }

  @Test
  void what_is_not_handled_in_time_is_an_error_and_no_rate() {
    Counter counter = new Counter(2);
    counter.count();

    assertThatThrownBy(() -> counter.rate(Duration.ofMillis(20)))
        .hasMessage("only 1 of 2 events were handled within PT0.02S");
  }

  private static void assertSane(SuiteResult result, double bar) {
    assertThat(result.figures()).hasSize(2).allMatch(figure -> figure.value() > 0);
    assertThat(result.verdicts()).extracting(Verdict::bar).containsExactly(bar);
    assertThat(result.verdicts()).allMatch(verdict -> verdict.value() > 0);
  }
}
