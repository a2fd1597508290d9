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
      Body body = new Body(inFlight, LIMIT);
      long promised = random.nextBoolean() ? bytes.length : -1;

      for (int from = 0; from < bytes.length; ) {
        int to = Math.min(bytes.length, from + 1 + random.nextInt(20_000));
        assertThat(body.add(Buffer.buffer(Arrays.copyOfRange(bytes, from, to)), promised))
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
      Body body = new Body(inFlight, 10);

      assertThat(body.add(bytes(10), promised)).isEqualTo(Added.FITS);
      assertThat(body.add(bytes(1), promised)).isEqualTo(Added.TOO_LARGE);
      body.release();
    }
    assertThat(inFlight.bytes()).isZero();
  }

  @Test
  void memory_is_taken_for_bytes_and_not_for_promises() {
    Body body = new Body(inFlight, LIMIT);

    body.add(bytes(1), LIMIT);

    assertThat(inFlight.bytes()).isLessThanOrEqualTo(16 * 1024);
  }

  @Test
  void what_all_bodies_take_together_is_bounded() {
    Body first = new Body(inFlight, LIMIT);
    Body second = new Body(inFlight, LIMIT);

    assertThat(first.add(bytes(60_000), 60_000)).isEqualTo(Added.FITS);
    assertThat(second.add(bytes(60_000), 60_000)).isEqualTo(Added.NO_ROOM);
    assertThat(inFlight.bytes()).isEqualTo(60_000);
    first.release();
    assertThat(second.add(bytes(60_000), 60_000)).isEqualTo(Added.FITS);
  }

  private static Buffer bytes(int size) {
    return Buffer.buffer(new byte[size]);
  }
}
