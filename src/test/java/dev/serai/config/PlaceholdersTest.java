package dev.serai.config;

import static dev.serai.config.ConfigFile.mistakes;
import static dev.serai.config.ConfigFile.read;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaceholdersTest {

  @Test
  void a_variable_is_filled_in_anywhere_in_a_longer_text() {
    assertThat(ledger("sqlite:/d/${A}-${B:b}.db", "A", "a")).isEqualTo("sqlite:/d/a-b.db");
  }

  @Test
  void a_default_may_hold_colons_and_variables() {
    assertThat(ledger("${URL:sqlite:${DIR:/tmp}/x.db}", "DIR", "/d")).isEqualTo("sqlite:/d/x.db");
  }

  @Test
  void a_default_may_hold_braces() {
    assertThat(ledger("sqlite:${A:{x}}")).isEqualTo("sqlite:{x}");
  }

  @Test
  void a_doubled_dollar_stands_for_itself() {
    assertThat(ledger("sqlite:$${A}-$5-$")).isEqualTo("sqlite:${A}-$5-$");
  }

  @Test
  void what_a_variable_holds_is_not_expanded_again() {
    assertThat(ledger("sqlite:${A}", "A", "${B}")).isEqualTo("sqlite:${B}");
  }

  @Test
  void an_empty_variable_counts_as_not_set() {
    assertThat(read("broker: ${B:redis}", "B", "").broker()).isEqualTo("redis");
  }

  @Test
  void a_value_that_comes_out_empty_counts_as_left_out() {
    assertThat(read("server: { port: '${PORT:}' }").server().port()).isEqualTo(8080);
  }

  @Test
  void a_missing_variable_is_named_with_its_line() {
    assertThat(mistakes("broker: embedded\nserver:\n  host: ${HOST_X}\n"))
        .containsExactly(
            "connectors.yaml:3:9: needs the environment variable HOST_X, which is not set; set it, or give a default: ${HOST_X:default}");
  }

  @Test
  void an_open_brace_is_told() {
    assertThat(mistakes("broker: ${B"))
        .containsExactly("connectors.yaml:1:9: '${B' has no closing '}'; write $${ for a plain ${");
  }

  @Test
  void a_name_that_no_variable_can_have_is_told() {
    assertThat(mistakes("broker: ${B-C}").get(0))
        .isEqualTo(
            "connectors.yaml:1:9: ${B-C} does not begin with the name of an environment variable; write ${NAME} or ${NAME:default}, or $${ for a plain ${");
  }

  @Test
  void endless_nesting_is_refused() {
    assertThat(mistakes("broker: " + "${A:".repeat(5000) + "}".repeat(5000)))
        .containsExactly("connectors.yaml:1:9: nests ${...} deeper than 8 levels");
  }

  private static String ledger(String url, String... env) {
    return read("ledger: { url: '" + url + "' }", env).ledger().url();
  }
}
