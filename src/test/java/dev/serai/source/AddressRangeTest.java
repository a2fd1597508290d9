package dev.serai.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "10.128.0.0/9, 10.255.0.1, true",
    "10.128.0.0/9, 10.127.0.1, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "fe80::/10, fe80::1%eth0, true",
    "192.0.2.0/24, ::ffff:192.0.2.9, true",
    "::ffff:192.0.2.9, 192.0.2.9, true",
    "::1, 127.0.0.1, false",
  })
  void an_address_is_in_its_network_only(String range, String address, boolean inside) {
    assertThat(AddressRange.of(range).contains(AddressRange.address(address))).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "x",
        "10.0.0.0/33",
        "::/129",
        "10.0.0/8",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "localhost"
      })
  void what_is_no_network_is_quoted(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressRange.of(text))
        .withMessageStartingWith("'" + text + "' is no network; write it as 192.0.2.0/24");
  }

  @Test
  void what_is_no_address_is_in_no_network() {
    assertThat(AddressRange.of("0.0.0.0/0").contains(AddressRange.address("unknown"))).isFalse();
  }
}
