package dev.serai.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.source.Body.Added;
import dev.serai.source.DoorSettings.Limits;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyTest {

  private static final int LIMIT = 100_000;

  private final InFlight inFlight = new InFlight(new Limits(LIMIT, 1024, 10, LIMIT, 10));
  private final Random random = new Random(7);

  @Test
  void what_was_added_comes_out_however_it_was_cut() {
    for (int round = 0; round < 200; round++) {
      byte[] bytes = new byte[random.nextInt(LIMIT)];
      random.nextBytes(bytes);
      Body body = new Body(inFlight, LIMIT, random.nextBoolean() ? bytes.length : -1);

      for (int from = 0; from < bytes.length; ) {
        int to = Math.min(bytes.length, from + 1 + random.nextInt(20_000));
        assertThat(body.add(Buffer.buffer(Arrays.copyOfRange(bytes, from, to))))
            .isEqualTo(Added.FITS);
        from = to;
      }

      assertThat(body.bytes()).isEqualTo(bytes);
      assertThat(body.size()).isEqualTo(bytes.length);
      body.release();
      assertThat(inFlight.bytes()).isZero();
    }
  }

  @Test
  void one_byte_over_its_limit_is_too_large_whatever_was_promised() {
    for (long promised : new long[] {-1, 0, 5, LIMIT, Long.MAX_VALUE}) {
      Body body = new Body(inFlight, 10, promised);

      assertThat(body.add(bytes(10))).isEqualTo(Added.FITS);
      assertThat(body.add(bytes(1))).isEqualTo(Added.TOO_LARGE);
      body.release();
    }
    assertThat(inFlight.bytes()).isZero();
  }

  @Test
  void memory_is_taken_for_bytes_and_not_for_promises() {
    Body body = new Body(inFlight, LIMIT, LIMIT);

    body.add(bytes(1));

    assertThat(inFlight.bytes()).isLessThanOrEqualTo(16 * 1024);
  }

  @Test
  void what_all_bodies_take_together_is_bounded() {
    Body first = new Body(inFlight, LIMIT, 60_000);
    Body second = new Body(inFlight, LIMIT, 60_000);

    assertThat(first.add(bytes(60_000))).isEqualTo(Added.FITS);
    assertThat(second.add(bytes(60_000))).isEqualTo(Added.NO_ROOM);
    assertThat(inFlight.bytes()).isEqualTo(60_000);
    first.release();
    assertThat(second.add(bytes(60_000))).isEqualTo(Added.FITS);
  }

  @Test
  void large_bodies_come_in_only_as_far_as_their_promises_fit_together() {
    int large = 600_000;
    InFlight room = new InFlight(new Limits(large, 1024, 10, 1_000_000, 10));
    Body first = new Body(room, large, large);
    Body second = new Body(room, large, large);

    assertThat(first.isExpected()).isTrue();
    assertThat(second.isExpected()).isFalse();
    second.release();
    assertThat(second.isExpected()).isFalse();
    first.release();
    assertThat(second.isExpected()).isTrue();
  }

  @Test
  void promises_of_small_bodies_shut_nobody_out() {
    for (int i = 0; i < 100; i++) {
      assertThat(new Body(inFlight, LIMIT, LIMIT).isExpected()).isTrue();
    }
  }

  private static Buffer bytes(int size) {
    return Buffer.buffer(new byte[size]);
  }
}
