package dev.serai.source.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class AddressesTest {

  @Test
  void tls_is_lost_however_the_scheme_is_written() {
    URI plain = URI.create("http://a.example/");

    assertThat(Addresses.losesTls(URI.create("https://a.example/"), plain)).isTrue();
    assertThat(Addresses.losesTls(URI.create("HTTPS://a.example/"), plain)).isTrue();
    assertThat(Addresses.losesTls(plain, URI.create("Https://a.example/"))).isFalse();
    assertThat(
            Addresses.losesTls(URI.create("https://a.example/"), URI.create("HTTPS://b.example")))
        .isFalse();
  }
}
