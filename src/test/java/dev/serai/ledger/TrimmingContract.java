package dev.serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger forgets, and what it must not. */
abstract class TrimmingContract extends LedgerContract {

  @Test
  void trimming_never_passes_what_a_group_has_not_settled() {
    long second = append("c", "1", "2").lastSeq();
    done(ledger.groups().create("c", "slow", true));
    done(ledger.groups().create("c", "fast", false));
    now = now.plus(Duration.ofDays(1));
    append("c", "3");
    done(ledger.groups().save("c", "slow", new GroupProgress(second - 1, "")));

    assertThat(done(ledger.events().trim("c", now.plusSeconds(1)))).isEqualTo(1);
    assertThat(ids("c")).containsExactly("2", "3");
  }

  @Test
  void trimming_keeps_what_is_young_and_other_channels() {
    append("c", "1");
    append("d", "1");
    now = now.plusSeconds(10);
    append("c", "2");

    assertThat(done(ledger.events().trim("c", now))).isEqualTo(1);
    assertThat(ids("c")).containsExactly("2");
    assertThat(ids("d")).containsExactly("1");
  }

  @Test
  void events_recorded_while_the_clock_ran_ahead_do_not_hold_up_the_others() {
    now = now.plus(Duration.ofDays(400));
    append("c", "ahead");
    now = now.minus(Duration.ofDays(400));
    append("c", "right");
    now = now.plusSeconds(10);

    assertThat(done(ledger.events().trim("c", now))).isEqualTo(1);
    assertThat(ids("c")).containsExactly("ahead");
  }

  @Test
  void a_call_trims_a_bounded_number_and_retention_goes_on_to_the_end() {
    String[] ids = IntStream.range(0, 6_000).mapToObj(String::valueOf).toArray(String[]::new);
    done(ledger.events().append("c", Samples.events(ids), true));
    append("d", "kept");
    now = now.plus(Duration.ofDays(8));
    append("c", "young");

    assertThat(done(ledger.events().trim("c", now))).isEqualTo(2_500);
    Retention retention =
        new Retention(ledger, Map.of("c", Duration.ofDays(7)), Duration.ofDays(7));
    assertThat(done(retention.run(now))).isEqualTo(3_500 + 6_000);

    assertThat(ids("c")).containsExactly("young");
    assertThat(ids("d")).containsExactly("kept");
    assertThat(done(ledger.events().append("c", Samples.events("1"), true)).stored()).isEqualTo(1);
  }
}
