package dev.serai.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"0-1700000000000-0", "3-57", "sb-57", "57~replay-1", "", "-1"})
  void what_another_broker_or_the_ledger_gave_is_no_place_in_the_log(String position) {
    assertThat(Positions.isPlace(position)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "57", "9223372036854775807"})
  void what_the_embedded_bus_gave_is_one(String position) {
    assertThat(Positions.isPlace(position)).isTrue();
  }
}
