package dev.serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Group cursors of every ledger. */
abstract class GroupsContract extends LedgerContract {

  @Test
  void a_group_starts_after_the_newest_or_before_the_oldest_event() {
    long first = append("c", "1", "2").lastSeq() - 1;
    done(ledger.groups().create("c", "latest", false));
    done(ledger.groups().create("c", "earliest", true));
    done(ledger.groups().create("empty", "earliest", true));

    assertThat(ledger.groups().progress("c", "latest")).contains(new GroupProgress(first + 1, ""));
    assertThat(ledger.groups().progress("c", "earliest"))
        .contains(new GroupProgress(first - 1, ""));
    assertThat(ledger.groups().unsettled("c", "latest")).isZero();
    assertThat(ledger.groups().unsettled("c", "earliest")).isEqualTo(2);
    assertThat(ledger.groups().unsettled("empty", "earliest")).isZero();
    assertThat(ledger.groups().progress("c", "nobody")).isEmpty();
  }

  @Test
  void a_group_that_exists_keeps_its_position() {
    done(ledger.groups().create("c", "g", false));
    append("c", "1");

    done(ledger.groups().create("c", "g", false));
    reopen();

    assertThat(ledger.groups().unsettled("c", "g")).isEqualTo(1);
    assertThat(ledger.groups().all())
        .containsExactly(new Groups.Group("c", "g", new GroupProgress(0, "")));
  }

  @Test
  void a_cursor_never_moves_back() {
    done(ledger.groups().create("c", "g", false));
    append("c", "1", "2", "3");
    done(ledger.groups().save("c", "g", new GroupProgress(2, "")));

    done(ledger.groups().save("c", "g", new GroupProgress(1, "3")));

    assertThat(ledger.groups().progress("c", "g")).contains(new GroupProgress(2, ""));
  }

  @Test
  void what_is_settled_ahead_does_not_count_as_lag() {
    done(ledger.groups().create("c", "g", false));
    append("c", "1", "2");
    append("other", "x", "y");
    append("c", "3", "4", "5", "6");

    done(ledger.groups().save("c", "g", new GroupProgress(1, "2-5,8")));

    // Left are 4 and 5, at places 6 and 7: the range 2-5 spans two places of another channel.
    assertThat(ledger.groups().unsettled("c", "g")).isEqualTo(2);
  }

  @Test
  void removing_a_group_that_is_not_there_makes_no_channel() {
    assertThat(done(ledger.groups().remove("typo", "g"))).isFalse();

    assertThat(ledger.events().channels()).doesNotContain("typo");
  }

  @Test
  void a_removed_group_takes_its_parked_deliveries_along() {
    done(ledger.groups().create("c", "g", false));
    done(ledger.parked().park(List.of(Samples.parked("1", null, now))));

    assertThat(done(ledger.groups().remove("c", "g"))).isTrue();
    assertThat(done(ledger.groups().remove("c", "g"))).isFalse();

    assertThat(ledger.groups().all()).isEmpty();
    assertThat(ledger.parked().list("c", "g", 0, 10)).isEmpty();
  }
}
