package dev.serai.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RoundsTest {

  private final Rounds rounds = new Rounds();

  @Test
  void a_ratio_is_the_median_of_the_ratios_of_each_round() {
    // One round in which the machine was busy elsewhere: both sides slow, the ratio as ever.
    add("ours", 40, 4, 60);
    add("bare", 100, 10, 100);

    assertThat(rounds.ratio("ours", "bare")).isEqualTo(0.4);
  }

  @Test
  void a_figure_is_the_median_with_both_extremes() {
    add("ours", 5, 1, 2, 4);

    assertThat(rounds.figure("ours", "s")).isEqualTo(new Figure("ours", 3, 1, 5, "s"));
  }

  @Test
  void a_subject_that_never_ran_is_named() {
    add("ours", 1);

    assertThatThrownBy(() -> rounds.ratio("ours", "theirs"))
        .hasMessage("'theirs' took part in no round; there are [ours]");
  }

  private void add(String subject, double... values) {
    for (double value : values) {
      rounds.add(subject, value);
    }
  }
}
