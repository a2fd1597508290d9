package dev.serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.ledger.Write.Urgency;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class WriteQueueTest {

  private static final long LONG = TimeUnit.MINUTES.toMillis(1);

  private final WriteQueue queue = new WriteQueue(100, 1_000);

  private Write<Void> offered(Urgency urgency) {
    Write<Void> write = new Write<>(1, urgency, session -> null);
    assertThat(queue.offer(write)).isEqualTo(WriteQueue.Offer.TAKEN);
    return write;
  }

  @Test
  void a_write_that_nobody_waits_for_is_taken_all_the_same() throws Exception {
    Write<Void> lazy = offered(Urgency.LAZY);

    assertThat(queue.take(LONG)).containsExactly(lazy);
  }

  @Test
  void it_goes_along_with_one_that_somebody_waits_for_in_order_of_arrival() throws Exception {
    Write<Void> first = offered(Urgency.LAZY);
    Write<Void> second = offered(Urgency.NORMAL);
    Write<Void> third = offered(Urgency.LAZY);

    assertThat(queue.take(LONG)).containsExactly(first, second, third);
    assertThat(queue.take(0)).isEmpty();
  }

  @Test
  void a_closed_queue_gives_what_it_has_and_then_ends() throws Exception {
    Write<Void> lazy = offered(Urgency.LAZY);
    queue.close();

    assertThat(queue.take(LONG)).containsExactly(lazy);
    assertThat(queue.take(LONG)).isNull();
  }

  @Test
  void the_last_quarter_is_left_to_those_that_cannot_be_asked_again() {
    for (int i = 0; i < 75; i++) {
      offered(Urgency.REFUSABLE);
    }

    assertThat(queue.offer(new Write<>(1, Urgency.REFUSABLE, session -> null)))
        .isEqualTo(WriteQueue.Offer.BUSY);
    offered(Urgency.NORMAL);
    offered(Urgency.LAZY);
  }
}
