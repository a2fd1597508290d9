package dev.serai.bus.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.event.HubEvent;
import dev.serai.ledger.GroupProgress;
import dev.serai.ledger.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OpenDeliveriesTest {

  private final TreeMap<Long, EmbeddedDelivery> delivered = new TreeMap<>();

  private boolean fetch(OpenDeliveries open, long seq) {
    if (!open.fetch(seq)) {
      return false;
    }
    HubEvent event = HubEvent.builder().id("" + seq).source("/").type("t").build();
    EmbeddedDelivery delivery =
        new EmbeddedDelivery(new StoredEvent(seq, "c", Instant.EPOCH, event), null);
    delivered.put(seq, delivery);
    open.add(delivery);
    return true;
  }

  private OpenDeliveries fetched(long... seqs) {
    OpenDeliveries open = new OpenDeliveries(new GroupProgress(0, ""));
    for (long seq : seqs) {
      fetch(open, seq);
    }
    return open;
  }

  private void settle(OpenDeliveries open, long... seqs) {
    for (long seq : seqs) {
      assertThat(open.settle(delivered.get(seq))).isTrue();
    }
  }

  @Test
  void the_cursor_stops_before_the_oldest_open_delivery() {
    OpenDeliveries open = fetched(3, 5, 9);
    assertThat(open.progress()).isEqualTo(new GroupProgress(2, ""));

    settle(open, 3);
    assertThat(open.progress()).isEqualTo(new GroupProgress(4, ""));

    settle(open, 5, 9);
    assertThat(open.progress()).isEqualTo(new GroupProgress(9, ""));
    assertThat(open.isEmpty()).isTrue();
  }

  @Test
  void what_is_settled_out_of_order_is_kept_as_ranges() {
    OpenDeliveries open = fetched(1, 2, 3, 4, 5, 6, 7);

    settle(open, 3, 2, 5, 7);

    assertThat(open.progress()).isEqualTo(new GroupProgress(0, "2-3,5,7"));
  }

  @Test
  void places_of_other_channels_make_no_ranges() {
    OpenDeliveries open = fetched(10, 20, 30);
    assertThat(open.progress().ahead()).isEmpty();

    settle(open, 20);

    assertThat(open.progress()).isEqualTo(new GroupProgress(9, "11-29"));
  }

  @Test
  void a_delivery_is_settled_once() {
    OpenDeliveries open = fetched(1, 2);

    settle(open, 1);

    assertThat(open.settle(delivered.get(1L))).isFalse();
    assertThat(open.bytes()).isEqualTo(512);
  }

  @Test
  void after_a_restart_what_was_settled_ahead_is_not_delivered_again() {
    OpenDeliveries open = new OpenDeliveries(new GroupProgress(4, "6-7,9"));

    List<Long> again = new ArrayList<>();
    for (long seq = 5; seq <= 10; seq++) {
      if (fetch(open, seq)) {
        again.add(seq);
      }
    }

    assertThat(again).containsExactly(5L, 8L, 10L);
    assertThat(open.progress()).isEqualTo(new GroupProgress(4, "6-7,9"));
    settle(open, 5);
    assertThat(open.progress()).isEqualTo(new GroupProgress(7, "9"));
  }

  @Test
  void what_was_settled_ahead_is_not_forgotten_before_it_is_fetched_again() {
    OpenDeliveries open = new OpenDeliveries(new GroupProgress(4, "6-7,9"));

    fetch(open, 5);
    settle(open, 5);
    assertThat(open.progress()).isEqualTo(new GroupProgress(5, "6-7,9"));

    assertThat(fetch(open, 6)).isFalse();
    assertThat(open.progress()).isEqualTo(new GroupProgress(6, "7,9"));
  }

  @Test
  void in_any_order_of_settling_a_restart_delivers_exactly_what_is_open() {
    Random random = new Random(42);
    for (int round = 0; round < 300; round++) {
      delivered.clear();
      OpenDeliveries open = new OpenDeliveries(new GroupProgress(0, ""));
      List<Long> channel = new ArrayList<>();
      Set<Long> settled = new HashSet<>();
      long seq = 0;
      int next = 0;
      for (int step = 0; step < 60; step++) {
        int what = random.nextInt(10);
        if (what < 5) {
          seq += 1 + random.nextInt(3);
          channel.add(seq);
        }
        if (what < 7 && next < channel.size()) {
          assertThat(fetch(open, channel.get(next)))
              .isNotEqualTo(settled.contains(channel.get(next)));
          next++;
        } else if (!delivered.isEmpty() && what < 9) {
          List<Long> candidates = List.copyOf(delivered.keySet());
          long chosen = candidates.get(random.nextInt(candidates.size()));
          open.settle(delivered.remove(chosen));
          settled.add(chosen);
        } else if (what == 9) {
          open = new OpenDeliveries(open.progress());
          delivered.clear();
          GroupProgress from = open.progress();
          next = (int) channel.stream().filter(place -> place <= from.cursor()).count();
        }
      }
      GroupProgress end = open.progress();
      assertThat(channel.stream().filter(place -> place <= end.cursor()))
          .allMatch(settled::contains);
    }
  }

  @Test
  void places_that_hold_nothing_for_a_group_are_passed() {
    OpenDeliveries open = fetched(3);
    open.pass(9);
    assertThat(open.fetched()).isEqualTo(9);
    assertThat(open.progress()).isEqualTo(new GroupProgress(2, "4-9"));

    settle(open, 3);
    assertThat(open.progress()).isEqualTo(new GroupProgress(9, ""));
  }

  @Test
  void passing_forgets_what_was_settled_ahead_and_keeps_what_lies_beyond() {
    OpenDeliveries open = new OpenDeliveries(new GroupProgress(4, "6-7,9-12"));

    open.pass(10);

    assertThat(open.progress()).isEqualTo(new GroupProgress(10, "11-12"));
    assertThat(fetch(open, 11)).isFalse();
    assertThat(fetch(open, 13)).isTrue();
  }

  @Test
  void nothing_is_passed_twice_or_backwards() {
    OpenDeliveries open = fetched(1, 5);
    settle(open, 1);

    open.pass(5);
    open.pass(3);

    assertThat(open.fetched()).isEqualTo(5);
    assertThat(open.progress()).isEqualTo(new GroupProgress(4, ""));
  }
}
