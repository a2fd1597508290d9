package dev.serai.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.event.HubEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Parked deliveries of every ledger. */
abstract class ParkedDeliveriesContract extends LedgerContract {

  private List<String> due() {
    return positions(ledger.parked().due("c", "g", now, 10, Set.of()));
  }

  private static List<String> positions(List<ParkedDelivery> deliveries) {
    return deliveries.stream().map(ParkedDelivery::position).toList();
  }

  @Test
  void a_parked_delivery_is_kept_whole() {
    ParkedDelivery before = Samples.parked("1", "k", now);
    done(ledger.parked().park(List.of(before)));
    reopen();

    ParkedDelivery after = ledger.parked().list("c", "g", 0, 10).get(0);

    assertThat(after).usingRecursiveComparison().ignoringFields("id").isEqualTo(before);
    assertThat(after.id()).isPositive();
  }

  @Test
  void a_parked_delivery_whose_event_is_in_the_log_is_given_with_the_whole_event() {
    ParkedDelivery before = logged("k");

    assertThat(ledger.parked().due("c", "g", now, 10, Set.of()))
        .singleElement()
        .usingRecursiveComparison()
        .ignoringFields("id")
        .isEqualTo(before);
  }

  @Test
  void a_parked_delivery_has_its_event_still_when_the_log_has_not() {
    ParkedDelivery before = logged(null);
    done(ledger.groups().create("c", "other", false));
    now = now.plus(Duration.ofDays(1));
    append("c", "young");

    assertThat(done(ledger.events().trim("c", now))).isEqualTo(1);

    assertThat(ids("c")).containsExactly("young");
    assertThat(ledger.parked().list("c", "g", 0, 10))
        .singleElement()
        .usingRecursiveComparison()
        .ignoringFields("id")
        .isEqualTo(before);
  }

  /** Publishes an event with everything an event may have, and parks it. */
  private ParkedDelivery logged(String key) {
    HubEvent event =
        HubEvent.builder()
            .id("o-1")
            .source("https://example.org/shop")
            .type("order.placed")
            .subject("o")
            .time(now.atOffset(ZoneOffset.UTC))
            .dataSchema("https://example.org/order.json")
            .dataContentType("application/json")
            .extension("partitionkey", "k")
            .extension("tenant", "north")
            .data("{\"order\":1}".getBytes(UTF_8))
            .build();
    long seq = done(ledger.events().append("c", List.of(event), false)).lastSeq();
    done(ledger.groups().create("c", "g", false));
    ParkedDelivery parked =
        new ParkedDelivery(
            0,
            "c",
            "g",
            Long.toString(seq),
            key,
            event,
            ParkedDelivery.Origin.BUS,
            1,
            now,
            false,
            List.of(new Attempt(1, now, "java.io.IOException", "refused", "to1", 12)));
    done(ledger.parked().parkLogged(List.of(parked)));
    return parked;
  }

  @Test
  void per_key_only_the_oldest_may_run() {
    done(
        ledger
            .parked()
            .park(
                List.of(
                    Samples.parked("1", "k", now.plusSeconds(5)),
                    Samples.parked("2", "k", now),
                    Samples.parked("3", "l", now),
                    Samples.parked("4", null, now))));
    assertThat(due()).containsExactly("3", "4");

    now = now.plusSeconds(5);
    List<ParkedDelivery> due = ledger.parked().due("c", "g", now, 10, Set.of());
    assertThat(positions(due)).containsExactly("3", "4", "1");
    done(ledger.parked().settle(due.get(2).id()));

    assertThat(due()).containsExactly("2", "3", "4");
    assertThat(ledger.parked().countByKey("c", "g")).isEqualTo(Map.of("k", 1, "l", 1, "", 1));
  }

  @Test
  void settling_one_that_waits_behind_another_lets_nothing_pass() {
    done(
        ledger
            .parked()
            .park(
                List.of(
                    Samples.parked("1", "k", now.plusSeconds(5)),
                    Samples.parked("2", "k", now),
                    Samples.parked("3", "k", now))));
    long second = ledger.parked().list("c", "g", 0, 10).get(1).id();

    done(ledger.parked().settle(second));

    assertThat(due()).isEmpty();
  }

  @Test
  void the_same_position_is_parked_once() {
    done(ledger.parked().park(List.of(Samples.parked("1", "k", now))));
    done(
        ledger
            .parked()
            .park(List.of(Samples.parked("1", "k", now), Samples.parked("2", "k", now))));

    assertThat(positions(ledger.parked().list("c", "g", 0, 10))).containsExactly("1", "2");
    assertThat(due()).containsExactly("1");
  }

  @Test
  void ids_are_not_given_again() {
    done(ledger.parked().park(List.of(Samples.parked("1", null, now))));
    long first = ledger.parked().list("c", "g", 0, 1).get(0).id();
    done(ledger.parked().settle(first));

    done(ledger.parked().park(List.of(Samples.parked("2", null, now))));

    assertThat(ledger.parked().list("c", "g", 0, 1).get(0).id()).isGreaterThan(first);
  }

  @Test
  void groups_do_not_see_each_other() {
    done(ledger.parked().park(List.of(Samples.parked("1", "k", now))));

    assertThat(ledger.parked().due("c", "h", now, 10, Set.of())).isEmpty();
    assertThat(ledger.parked().due("d", "g", now, 10, Set.of())).isEmpty();
    assertThat(ledger.parked().countByKey("c", "h")).isEmpty();
    assertThat(ledger.parked().nextDue("c", "h", now.minusSeconds(1))).isEmpty();
  }

  @Test
  void a_retry_counts_and_waits_until_its_time() {
    done(ledger.parked().park(List.of(Samples.parked("1", null, now))));
    ParkedDelivery first = ledger.parked().due("c", "g", now, 1, Set.of()).get(0);
    Attempt second = new Attempt(2, now, "java.io.IOException", "again", null, 3);

    done(ledger.parked().retry(first.id(), second, now.plusNanos(1_500_000), true));

    assertThat(due()).isEmpty();
    Optional<Instant> next = ledger.parked().nextDue("c", "g", now);
    assertThat(next).contains(now.plusMillis(2));
    ParkedDelivery later = ledger.parked().due("c", "g", next.get(), 1, Set.of()).get(0);
    assertThat(later.attempts()).isEqualTo(2);
    assertThat(later.exhausted()).isTrue();
    assertThat(later.history()).hasSize(2).endsWith(second);
    assertThat(ledger.parked().nextDue("c", "g", next.get())).isEmpty();
  }

  @Test
  void postponing_counts_no_attempt() {
    done(ledger.parked().park(List.of(Samples.parked("1", null, now))));
    ParkedDelivery parked = ledger.parked().list("c", "g", 0, 1).get(0);

    done(ledger.parked().postpone(parked.id(), now.plusSeconds(1)));

    assertThat(due()).isEmpty();
    now = now.plusSeconds(1);
    assertThat(ledger.parked().due("c", "g", now, 1, Set.of()).get(0).attempts()).isEqualTo(1);
  }

  @Test
  void what_runs_already_is_skipped_without_hiding_the_rest() {
    done(
        ledger
            .parked()
            .park(
                List.of(
                    Samples.parked("1", null, now),
                    Samples.parked("2", null, now),
                    Samples.parked("3", null, now))));
    long first = ledger.parked().list("c", "g", 0, 1).get(0).id();

    assertThat(positions(ledger.parked().due("c", "g", now, 1, Set.of(first))))
        .containsExactly("2");
  }
}
