package dev.serai.bench.broker;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UnderWayTest {

  private final UnderWay sent = new UnderWay(2);

  @Test
  void as_many_as_may_be_are_begun_and_waited_for() throws InterruptedException {
    sent.begin();
    sent.begin();
    sent.ended(null);
    sent.begin();
    sent.ended(null);
    sent.ended(null);

    assertThatNoException().isThrownBy(sent::await);
  }

  @Test
  void nothing_more_is_begun_once_one_was_refused() throws InterruptedException {
    sent.begin();
    sent.ended(new IllegalArgumentException("too large"));

    assertThatThrownBy(sent::begin)
        .hasMessage("not everything was confirmed")
        .hasRootCauseMessage("too large");
  }
}
