package dev.serai.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SettledOffsetsTest {

  private static SettledOffsets of(long... bounds) {
    SettledOffsets.Collector all = new SettledOffsets.Collector();
    for (int i = 0; i < bounds.length; i += 2) {
      all.add(bounds[i], bounds[i + 1]);
    }
    return all.all();
  }

  @Test
  void what_is_written_is_read() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      long base = Math.abs(random.nextLong() >> random.nextInt(8, 60));
      TreeSet<Long> settled = new TreeSet<>();
      SettledOffsets.Collector all = new SettledOffsets.Collector();
      for (long at = base + 1 + random.nextInt(3); at < base + 300; at++) {
        if (random.nextBoolean()) {
          settled.add(at);
          all.add(at, at + 1);
        }
      }

      SettledOffsets read = SettledOffsets.read(base, all.all().write(base));

      for (long at = base - 2; at < base + 302; at++) {
        assertThat(read.contains(at)).as("%d from %d", at, base).isEqualTo(settled.contains(at));
      }
      assertThat(read.count(base, base + 400)).isEqualTo(settled.size());
    }
  }

  @Test
  void ranges_that_touch_are_one() {
    SettledOffsets settled = of(5, 7, 7, 9, 12, 13);

    assertThat(settled.firstFrom(5)).isEqualTo(9);
    assertThat(settled.firstFrom(12)).isEqualTo(13);
    assertThat(settled.firstFrom(10)).isEqualTo(10);
    assertThat(settled.count(6, 100)).isEqualTo(4);
    assertThat(settled.write(3)).isEqualTo(of(5, 9, 12, 13).write(3));
  }

  @Test
  void a_commit_never_holds_more_than_a_broker_takes_and_keeps_the_first() {
    SettledOffsets.Collector all = new SettledOffsets.Collector();
    for (long at = 1; at < 100_000; at += 2) {
      all.add(at, at + 1);
    }
    String written = all.all().write(0);

    assertThat(written.length()).isBetween(3_500, 4_000);
    SettledOffsets read = SettledOffsets.read(0, written);
    assertThat(read.contains(1)).isTrue();
    assertThat(read.contains(2)).isFalse();
    assertThat(read.contains(1_001)).isTrue();
    assertThat(read.contains(99_999)).isFalse();
  }

  @Test
  void metadata_of_others_settles_nothing() {
    assertThat(SettledOffsets.read(10, null).isEmpty()).isTrue();
    assertThat(SettledOffsets.read(10, "").isEmpty()).isTrue();
    assertThat(SettledOffsets.read(10, "somebody's note").isEmpty()).isTrue();
    assertThat(SettledOffsets.read(10, "s1.?!").isEmpty()).isTrue();
    assertThat(SettledOffsets.NONE.write(10)).isEmpty();
  }
}
