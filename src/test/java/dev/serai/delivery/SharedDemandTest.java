package dev.serai.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.bus.Subscription;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedDemandTest {

  private final SharedDemand demand = new SharedDemand();
  private int outstanding;

  /** A broker that counts what it may send. */
  private final class Broker implements Subscription {

    private final SharedDemand.Share share;
    private int may;

    Broker(boolean leftover) {
      share = demand.share(leftover);
      demand.begin(share, this);
    }

    @Override
    public void request(int count) {
      may += count;
    }

    @Override
    public void close() {}

    void send(int count) {
      may -= count;
      outstanding -= count;
      demand.met(share, count);
    }

    void end() {
      demand.end(share);
    }
  }

  private void ask(int count) {
    outstanding += count;
    demand.add(count);
  }

  @Test
  void the_broker_that_is_read_gets_all_that_was_asked_for() {
    ask(5);
    Broker read = new Broker(false);
    ask(3);

    assertThat(read.may).isEqualTo(8);
  }

  @Test
  void what_a_broker_has_not_met_goes_to_the_next_but_for_a_half_that_is_kept() {
    Broker first = new Broker(false);
    ask(8);
    first.send(2);
    first.end();
    Broker leftover = new Broker(true);
    Broker second = new Broker(false);

    assertThat(leftover.may).isEqualTo(1);
    assertThat(second.may).isEqualTo(3);
  }

  @Test
  void what_was_left_gets_half_of_all_one_by_one_without_being_asked_for_anew() {
    Broker leftover = new Broker(true);
    Broker read = new Broker(false);
    ask(128);

    for (int i = 0; i < 64; i++) {
      assertThat(leftover.may).isEqualTo(1);
      leftover.send(1);
    }
    assertThat(leftover.may).isZero();
    assertThat(read.may).isEqualTo(64);
    assertThat(outstanding).isEqualTo(64);
  }

  @Test
  void the_last_one_is_never_spent_on_a_broker_that_was_left() {
    Broker leftover = new Broker(true);
    ask(1);
    assertThat(leftover.may).isZero();

    assertThat(new Broker(false).may).isEqualTo(1);
  }

  @Test
  void what_comes_while_a_broker_is_being_left_is_not_asked_for_again() {
    Broker first = new Broker(false);
    ask(8);
    first.end();
    first.send(2);

    assertThat(new Broker(false).may).isEqualTo(6);
  }

  @Test
  void in_any_order_no_more_may_come_than_was_asked_for() {
    Random random = new Random(7);
    Broker left = new Broker(true);
    Broker read = new Broker(false);
    for (int step = 0; step < 10_000; step++) {
      switch (random.nextInt(5)) {
        case 0 -> ask(random.nextInt(20));
        case 1 -> left.send(random.nextInt(left.may + 1));
        case 2 -> {
          read.end();
          read.send(random.nextInt(Math.min(read.may, 3) + 1));
          read = new Broker(false);
        }
        default -> read.send(random.nextInt(read.may + 1));
      }
      assertThat(left.may + read.may).isLessThanOrEqualTo(outstanding);
    }
    ask(10);
    assertThat(left.may).isBetween(0, 1);
    assertThat(read.may).isGreaterThanOrEqualTo(outstanding / 2);
  }
}
