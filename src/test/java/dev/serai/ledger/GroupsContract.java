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

  private void record(String... ids) {
    done(ledger.events().record("c", Samples.events(ids)));
  }

  @Test
  void what_another_broker_carried_is_in_the_log_and_not_on_the_bus() {
    done(ledger.groups().create("c", "g", false));
    append("c", "1", "2");
    record("r1", "r2");
    append("c", "3");
    record("r3");
    reopen();

    assertThat(ids("c")).containsExactly("1", "2", "r1", "r2", "3", "r3");
    assertThat(ledger.groups().unsettled("c", "g")).isEqualTo(3);
    EventLog.BusPage page = ledger.events().readBus("c", 0, 100);
    assertThat(Samples.ids(page.events())).containsExactly("1", "2", "3");
    assertThat(page.end()).isEqualTo(6);

    done(ledger.groups().save("c", "g", new GroupProgress(2, "")));
    assertThat(ledger.groups().unsettled("c", "g")).isEqualTo(1);
    done(ledger.groups().save("c", "g", new GroupProgress(3, "5")));
    assertThat(ledger.groups().unsettled("c", "g")).isZero();
    assertThat(ledger.events().recordedAtAfter("c", 5)).isEmpty();
  }

  @Test
  void what_was_recorded_before_is_recorded_once() {
    record("1", "2");
    record("2", "3");

    assertThat(ids("c")).containsExactly("1", "2", "3");
  }

  @Test
  void a_page_without_events_of_the_bus_still_moves_on() {
    append("c", "1");
    record("r1", "r2", "r3");

    EventLog.BusPage page = ledger.events().readBus("c", 1, 2);

    assertThat(page.events()).isEmpty();
    assertThat(page.end()).isEqualTo(3);
    assertThat(ledger.events().readBus("c", 4, 2)).isEqualTo(new EventLog.BusPage(List.of(), 4));
  }

  @Test
  void groups_that_lack_nothing_pass_what_another_broker_carried() {
    done(ledger.groups().create("c", "done", false));
    done(ledger.groups().create("c", "behind", false));
    append("c", "1");
    done(ledger.groups().save("c", "done", new GroupProgress(1, "")));
    record("r1", "r2");

    ledger.groups().passRecorded();

    assertThat(ledger.groups().progress("c", "done")).contains(new GroupProgress(3, ""));
    assertThat(ledger.groups().progress("c", "behind")).contains(new GroupProgress(0, ""));
  }
}
