package dev.serai.bench.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.bench.plan.Plan;
import dev.serai.bench.report.SuiteResult;
import dev.serai.bench.report.Verdict;
import dev.serai.normalize.Normalizers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SenderSuiteTest {

  /** Feeds are polled: nobody sends them. */
  private static Set<String> senders() {
    Set<String> names = new TreeSet<>(Normalizers.names());
    names.remove("feed");
    return names;
  }

  private static final Plan TINY = new Plan(1, Duration.ZERO, Duration.ofMillis(20), 1, 100, 100);

  @Test
  void every_known_sender_is_compared_with_parsing_its_delivery() {
    SuiteResult result = new SenderSuite(TINY).run();

    assertThat(result.figures()).hasSize(2 * senders().size());
    assertThat(result.figures()).allMatch(figure -> figure.value() > 0);
    assertThat(result.verdicts())
        .hasSize(senders().size())
        .allMatch(verdict -> !verdict.atLeast() && verdict.value() > 0)
        .extracting(Verdict::bar)
        .containsOnly(2.5);
  }

  @Test
  void deliveries_have_the_size_that_senders_send() {
    assertThat(Subject.all())
        .extracting(Subject::name)
        .containsExactlyInAnyOrderElementsOf(senders());
    assertThat(Subject.all()).allMatch(subject -> subject.bytes() >= 600);
  }
}
