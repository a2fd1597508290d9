package dev.serai.source.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a document may lead. */
class AddressGuardTest {

  private static final AddressGuard PUBLIC =
      new AddressGuard(URI.create("http://192.0.2.1/feed"), List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.8.9.10/",
        "http://[::1]/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://172.31.0.1/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://224.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[::127.0.0.1]/",
        "http://203.0.113.1/",
        "http://[100::1]/",
        "http://192.0.2.9/"
      })
  void from_a_public_host_nothing_leads_inside(String target) {
    assertThatThrownBy(() -> PUBLIC.check(URI.create(target)))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("has no business with; if it has, write allow:");
  }

  @Test
  void public_addresses_and_the_configured_host_are_free() {
    assertThat(PUBLIC.check(URI.create("https://9.9.9.9/x")).getHostAddress()).isEqualTo("9.9.9.9");
    AddressGuard inside = new AddressGuard(URI.create("http://10.0.0.1/feed"), List.of());
    assertThat(inside.check(URI.create("http://10.0.0.1:81/")).getHostAddress())
        .isEqualTo("10.0.0.1");
  }

  @Test
  void a_host_inside_may_lead_to_others_of_its_kind_only() {
    AddressGuard inside = new AddressGuard(URI.create("http://10.0.0.1/feed"), List.of());

    assertThat(inside.check(URI.create("http://192.168.0.9/"))).isNotNull();
    assertThatThrownBy(() -> inside.check(URI.create("http://127.0.0.1/")))
        .hasMessageContaining("a loopback address");
  }

  @Test
  void networks_can_be_allowed() {
    AddressGuard allowing =
        new AddressGuard(URI.create("http://192.0.2.1/feed"), List.of("10.0.0.0/8"));

    assertThat(allowing.check(URI.create("http://10.9.9.9/"))).isNotNull();
    assertThatThrownBy(() -> allowing.check(URI.create("http://192.168.0.1/")))
        .isInstanceOf(PollException.class);
  }

  @Test
  void a_configured_name_that_turns_to_the_metadata_of_a_cloud_is_refused_unless_allowed()
      throws UnknownHostException {
    URI feed = URI.create("http://feeds.example.org/rss");
    List<InetAddress> metadata = List.of(InetAddress.getByName("169.254.169.254"));

    AddressGuard guard = new AddressGuard(feed, List.of(), name -> metadata);
    assertThatThrownBy(() -> guard.check(feed))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("leads to 169.254.169.254, a link-local address")
        .hasMessageContaining("if it has, write allow: [\"169.254.169.254\"]");

    AddressGuard allowing = new AddressGuard(feed, List.of("169.254.169.254"), name -> metadata);
    assertThat(allowing.check(feed)).isEqualTo(metadata.get(0));
    URI literal = URI.create("http://169.254.169.254/rss");
    assertThat(new AddressGuard(literal, List.of()).check(literal)).isEqualTo(metadata.get(0));
  }
}
