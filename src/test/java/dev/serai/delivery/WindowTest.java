package dev.serai.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.bus.Delivery;
import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final int MOST = 100;

  private final Window window =
      new Window(
          new Limits(
              MOST,
              1 << 20,
              MOST,
              1_000,
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1)),
          1);

  private static Call call() {
    CloudEvent event = HubEvent.builder().id("1").source("/").type("t").build();
    Delivery delivery =
        new Delivery() {
          @Override
          public CloudEvent event() {
            return event;
          }

          @Override
          public String position() {
            return "1";
          }

          @Override
          public void ack() {
            throw new AssertionError("a window settles nothing");
          }
        };
    return Call.fresh(delivery, false, later -> {});
  }

  private List<Call> arrive(int count) {
    List<Call> calls = new ArrayList<>();
    window.arrived(count);
    for (int i = 0; i < count; i++) {
      calls.add(call());
      window.hold(calls.get(i));
    }
    return calls;
  }

  @Test
  void nothing_more_is_asked_for_while_the_window_is_full() {
    assertThat(window.demand()).isEqualTo(MOST);
    List<Call> calls = arrive(MOST);
    assertThat(window.demand()).isZero();

    calls.forEach(window::release);

    assertThat(window.demand()).isEqualTo(MOST);
  }

  @Test
  void what_is_being_written_to_the_ledger_makes_room_for_as_many_again_and_not_for_more() {
    window.demand();
    List<Call> first = arrive(MOST);
    first.forEach(window::parks);
    assertThat(window.demand()).isZero();

    window.parked(first.get(0));
    assertThat(window.demand()).isEqualTo(MOST);

    arrive(MOST);
    assertThat(window.demand()).isZero();
  }
}
