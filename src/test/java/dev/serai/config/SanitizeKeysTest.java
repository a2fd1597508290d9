package dev.serai.config;

import static dev.serai.config.ConfigFile.mistakes;
import static dev.serai.config.ConfigFile.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.config.Sanitize.Detect;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SanitizeKeysTest {

  private static final String FILE =
      """
      connectors:
        a:
          type: %s
          verify: { scheme: none }
          sanitize: %s
      """;

  private static Sanitize sanitize(String config) {
    return read(config).connectors().get("a").sanitize();
  }

  @Test
  void names_of_secrets_are_masked_in_what_the_hub_makes_events_of() {
    assertThat(sanitize("connectors: { a: { type: webhook, verify: { scheme: none } } }"))
        .isEqualTo(Sanitize.ON);
    assertThat(
            sanitize(
                "connectors: { a: { type: feed, normalize: github, url: \"https://example.org/f\" } }"))
        .isEqualTo(Sanitize.ON);
    assertThat(
            sanitize(
                "connectors: { a: { type: poll, normalize: github, url: \"https://example.org/f\" } }"))
        .isEqualTo(Sanitize.ON);
    assertThat(sanitize("connectors: { a: { type: cloudevents, verify: { scheme: none } } }"))
        .isEqualTo(Sanitize.OFF);
  }

  @Test
  void one_word_switches_it() {
    assertThat(sanitize(FILE.formatted("webhook", "off"))).isEqualTo(Sanitize.OFF);
    assertThat(sanitize(FILE.formatted("cloudevents", "on"))).isEqualTo(Sanitize.ON);
  }

  @Test
  void every_key_is_read_and_the_key_never_printed() {
    Sanitize found =
        sanitize(
            FILE.formatted(
                "webhook",
                "{ keep: a, drop: [b.c, \"**.d\"], mask: e.*.f, hash: [\"*\"], detect: [cards, emails], names: false, key: 0123456789abcdef }"));

    assertThat(found)
        .isEqualTo(
            new Sanitize(
                List.of("a"),
                List.of("b.c", "**.d"),
                List.of("e.*.f"),
                List.of("*"),
                Set.of(Detect.CARDS, Detect.EMAILS),
                false,
                Secret.of("0123456789abcdef")));
    assertThat(found.toString()).contains("***").doesNotContain("0123");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ dorp: a } | 17: connectors.a.sanitize.dorp is unknown here; known are detect, drop, hash, keep, key, mask, names. Did you mean 'drop'?",
        "no | 15: connectors.a.sanitize wants on, off, or a map with the keys keep, drop, mask, hash, detect, names, key, but is 'no'",
        "{ mask: a..b } | 23: connectors.a.sanitize.mask wants a path such as customer.email, items.*.note or **.street, but is 'a..b'",
        "{ drop: [a, \"b.**\"] } | 27: connectors.a.sanitize.drop.2 wants a path such as customer.email, items.*.note or **.street, but is 'b.**'",
        "{ detect: email } | 25: connectors.a.sanitize.detect wants one of tokens, emails, cards, secrets, but is 'email'",
        "{ hash: a } | 15: connectors.a.sanitize: hash needs key, for without one anybody could find the values by trying; write key: \"${MY_HASH_KEY}\"",
        "{ hash: a, key: \"${A:}\" } | 15: connectors.a.sanitize: hash needs key, for without one anybody could find the values by trying; set A",
        "{ hash: a, key: short } | 15: connectors.a.sanitize: key has fewer than 16 characters; make one with: openssl rand -hex 32",
        "{ hash: a, key: [0123456789abcdef, 0123456789abcdef] } | 15: connectors.a.sanitize: key is one text, not a list, for it makes the hashes",
        "{ key: 0123456789abcdef } | 15: connectors.a.sanitize: key makes hashes and there is no hash; remove key, or write hash: [a.path]"
      })
  void a_mistake_is_told_with_its_place_and_the_way_out(String written, String message) {
    assertThat(mistakes(FILE.formatted("webhook", written)))
        .containsExactly("connectors.yaml:5:" + message);
  }
}
