package dev.serai.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

  private static Subscriber subscriber(String... allow) {
    return new Subscriber(
        "partner",
        URI.create("https://partner.example/hooks"),
        List.of("whsec_" + "QUJD".repeat(8)),
        true,
        Duration.ofSeconds(1),
        List.of(allow));
  }

  private static AddressGuard with(String... addresses) {
    return new AddressGuard(
        host -> {
          InetAddress[] found = new InetAddress[addresses.length];
          for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.getByName(addresses[i]);
          }
          return found;
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1",
        "fd12:3456::1",
        "fe80::1",
        "ff02::1"
      })
  void what_is_not_public_is_refused(String address) {
    assertThatThrownBy(() -> with(address).resolve(subscriber()))
        .isInstanceOf(DeliveryException.class)
        .hasMessageStartingWith("subscription 'partner': partner.example leads to ")
        .hasMessageContaining("if it is meant, write allow: \"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "93.184.216.34",
        "172.32.0.1",
        "100.128.0.1",
        "2606:2800:220:1:248:1893:25c8:1946"
      })
  void public_addresses_are_fine(String address) throws UnknownHostException {
    assertThat(with(address).resolve(subscriber())).isEqualTo(InetAddress.getByName(address));
  }

  @Test
  void a_name_with_one_address_that_is_off_limits_is_refused_whole() {
    assertThatThrownBy(() -> with("93.184.216.34", "10.0.0.1").resolve(subscriber()))
        .hasMessageContaining("leads to 10.0.0.1");
  }

  @Test
  void what_is_allowed_may_be_called_and_nothing_beside_it() throws UnknownHostException {
    Subscriber allowed = subscriber("10.1.0.0/16", "::1");

    assertThat(with("10.1.2.3").resolve(allowed)).isEqualTo(InetAddress.getByName("10.1.2.3"));
    assertThat(with("::1").resolve(allowed).isLoopbackAddress()).isTrue();
    assertThatThrownBy(() -> with("10.2.0.1").resolve(allowed))
        .isInstanceOf(DeliveryException.class);
  }

  @Test
  void a_name_that_nobody_knows_is_told() {
    AddressGuard guard =
        new AddressGuard(
            host -> {
              throw new UnknownHostException(host);
            });

    assertThatThrownBy(() -> guard.resolve(subscriber()))
        .hasMessage("subscription 'partner': the host 'partner.example' is unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://a.example", "https:///x", "https://me:word@a.example/"})
  void other_addresses_are_no_subscribers(String url) {
    assertThatThrownBy(
            () ->
                new Subscriber(
                    "partner",
                    URI.create(url),
                    List.of("s"),
                    true,
                    Duration.ofSeconds(1),
                    List.of()))
        .hasMessageContaining("is no address to post to; write https://host/path");
  }
}
