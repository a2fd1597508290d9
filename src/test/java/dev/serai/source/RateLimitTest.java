package dev.serai.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  /** Near its end, as System.nanoTime may be. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

  private final RateLimit limit =
      new RateLimit(new Admission.Rate(10, Duration.ofSeconds(1)), now::get);

  private int through(int tries) {
    return (int) IntStream.range(0, tries).filter(each -> limit.take().isZero()).count();
  }

  private void later(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void as_many_as_the_rate_says_may_come_at_once_and_then_none() {
    assertThat(through(100)).isEqualTo(10);
    assertThat(limit.take()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void after_a_pause_as_many_come_as_the_pause_was_long() {
    through(10);
    later(Duration.ofMillis(250));

    assertThat(through(100)).isEqualTo(2);
    assertThat(limit.take()).isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void a_long_pause_saves_up_no_more_than_the_rate() {
    later(Duration.ofDays(1));

    assertThat(through(100)).isEqualTo(10);
  }

  @Test
  void over_a_long_time_no_more_than_the_rate_goes_through() {
    int through = 0;
    for (int i = 0; i < 1_000; i++) {
      later(Duration.ofMillis(10));
      through += through(3);
    }

    assertThat(through).isBetween(100, 110);
  }

  @Test
  void threads_together_get_no_more() {
    AtomicInteger through = new AtomicInteger();
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 4)
            .mapToObj(thread -> CompletableFuture.runAsync(() -> through.addAndGet(through(1_000))))
            .toList();

    all.forEach(CompletableFuture::join);
    assertThat(through).hasValue(10);
  }
}
