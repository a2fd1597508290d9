package dev.serai.sanitize;

import static dev.serai.sanitize.Cleaned.clean;
import static dev.serai.sanitize.Cleaned.detecting;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorTest {

  private static final int LONG = 1 << 17;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "github_pat_11ABCDEFG0abcdefghijkl_mnop",
        "glpat-abcdefghij0123456789",
        "xoxb-123456789012-abcdefghij",
        "AKIAIOSFODNN7EXAMPLE",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
        "Bearer abcdefghijklmnop0123",
        "sk_live_abcdefghijklmnop",
        "whsec_QUJDQUJDQUJDQUJD",
        "https://hooks.slack.com/services/T000/B000/XXXXXXXX",
        "-----BEGIN RSA PRIVATE KEY-----\\nMIIEow\\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\\nMIIEow and cut off"
      })
  void tokens_are_known_by_their_form(String token) {
    assertThat(clean(detecting(Detector.TOKENS), "{\"log\":\"before " + token + "\"}"))
        .isEqualTo("{\"log\":\"before ***\"}");
  }

  @Test
  void what_only_resembles_a_token_stays() {
    String text =
        "xghp_abcdefghijklmnopqrstuvwxyz eyJ.a.b basic training -----BEGIN CERTIFICATE----- sk-1";

    assertThat(Detector.TOKENS.mask(text)).isEqualTo(text);
  }

  @Test
  void addresses_of_people_are_masked() {
    assertThat(
            Detector.EMAILS.mask("Ada <ada.l+x@mail.example.org>, bob@localhost, @team, x@y.io."))
        .isEqualTo("Ada <***>, bob@localhost, @team, ***.");
  }

  @ParameterizedTest
  @CsvSource({
    "no 4242424242424242!, no ***!",
    "no 4242 4242 4242 4242!, no ***!",
    "no 3782-822463-10005!, no ***!",
    "no 30569309025904, no ***",
    "no 4242 4242 4242 4242 12, no *** 12",
    "no 12 4242 4242 4242 4242, no 12 ***",
    "no 4242424242424241!, no 4242424242424241!",
    "no 14242424242424242!, no 14242424242424242!",
    "no 42424242424242424242, no 42424242424242424242",
    "0.4242424242424242, 0.4242424242424242",
    "4222222222222, 4222222222222",
    "2026-01-01 10:00, 2026-01-01 10:00"
  })
  void cards_are_known_by_their_length_and_check_digit(String text, String expected) {
    assertThat(Detector.CARDS.mask(text)).isEqualTo(expected);
  }

  @Test
  void one_wrong_digit_makes_it_no_card() {
    Random random = new Random(7);
    String card = "5555555555554444";
    for (int at = 1; at < card.length(); at++) {
      int other = (card.charAt(at) - '0' + 1 + random.nextInt(9)) % 10;
      String wrong = card.substring(0, at) + other + card.substring(at + 1);

      assertThat(Detector.CARDS.mask(wrong)).isEqualTo(wrong);
    }
  }

  @Test
  void cards_that_are_numbers_are_masked_too() {
    assertThat(clean(detecting(Detector.CARDS), "{\"a\":4242424242424242,\"b\":17}"))
        .isEqualTo("{\"a\":\"***\",\"b\":17}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "export DB_PASSWORD=hunter2 && run | export DB_PASSWORD=*** && run",
        "AWS_SECRET_ACCESS_KEY: wJalrXUtn | AWS_SECRET_ACCESS_KEY: ***",
        "Authorization: Bearer abc.def | Authorization: Bearer ***",
        "mysql --password hunter2 -h db | mysql --password *** -h db",
        "git clone https://bot:s3cret@git.example.org/x | git clone https://bot:***@git.example.org/x",
        "sent {\"token\": \"abcdef\"} | sent {\"token\": \"***\"}",
        "no secret is told here | no secret is told here"
      })
  void secrets_in_log_tails_are_masked(String line, String expected) {
    assertThat(clean(detecting(Detector.SECRETS), line, "text/plain")).isEqualTo(expected);
  }

  /** Were the work the square of the length, each of these would take from minutes to hours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a@",
        "a.",
        "@a.",
        "a@a-",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN A ",
        "-----END",
        "eyJ",
        "eyJaaaaaaaa.",
        "eyJaaaaaaaa.eyJaaaaaaaa-",
        "ghp_",
        "glpat-",
        "xoxb.a",
        "bearer ",
        "password",
        "password=",
        "--token ",
        "token \"",
        "://a:",
        "://",
        "4242",
        "4 2 ",
        "4242-4242 ",
        "3",
        "\u00e9@"
      })
  void work_grows_with_the_length_however_hostile_the_text(String part) {
    String text = part.repeat(LONG / part.length());
    Rules all =
        new Rules(
            List.of(), List.of(), List.of(), List.of(), Set.of(Detector.values()), true, null);

    assertThat(clean(all, text, "text/plain")).isNotEmpty();
    assertThat(clean(all, "{\"log\":\"" + text.replace('"', '\'') + "\"}")).startsWith("{\"log\":");
  }

  /** The search for names alone, and the reading of JSON. */
  @ParameterizedTest
  @ValueSource(strings = {":", "\":", "_\":", " ", "_", "\"_", "\\u0065", "{\"token\":", "[", "x"})
  void messages_that_only_begin_like_json_end_soon(String part) {
    String message = "{\"" + part.repeat(LONG / part.length()) + "\":";
    Rules paths =
        new Rules(
            List.of(),
            List.of("**.a", "*.*.b"),
            List.of("**.*.c"),
            List.of(),
            Set.of(),
            true,
            null);

    assertThat(clean(Rules.NAMES, message, "text/plain")).isEqualTo(message);
    assertThat(clean(paths, message, "text/plain")).isEqualTo(message);
  }
}
