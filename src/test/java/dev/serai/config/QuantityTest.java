package dev.serai.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "1s,PT1S", "1.5s,PT1.5S", "10m,PT10M", "2h,PT2H", "7d,PT168H"})
  void durations_are_read(String text, Duration duration) {
    assertThat(Quantity.duration(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @CsvSource({
    "1B,1",
    "1kB,1000",
    "1KiB,1024",
    "25MB,25000000",
    "1.5MiB,1572864",
    "1GiB,1073741824"
  })
  void sizes_are_read(String text, long bytes) {
    assertThat(Quantity.size(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "s", "-1s", "1M", "1 day", "1e3s", "999999999999999d", "PT1S"})
  void anything_else_is_none(String text) {
    assertThat(Quantity.duration(text)).isNull();
  }

  @Test
  void both_print_in_the_largest_whole_unit() {
    assertThat(Quantity.text(Duration.ofMinutes(90))).isEqualTo("90m");
    assertThat(Quantity.text(Duration.ofMillis(1500))).isEqualTo("1500ms");
    assertThat(Quantity.text(Duration.ZERO)).isEqualTo("0ms");
    assertThat(Quantity.text(10L << 20)).isEqualTo("10MiB");
    assertThat(Quantity.text(25_000_000L)).isEqualTo("25MB");
  }
}
