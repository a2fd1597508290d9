package dev.serai.sanitize;

import static dev.serai.sanitize.Cleaned.clean;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is masked where nothing is configured. */
class SecretNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "access_token",
        "accessToken",
        "X-Gitlab-Token",
        "client_secret",
        "PASSWORD",
        "api_key",
        "X-API-Key",
        "apiKey",
        "private_key",
        "Authorization",
        "Proxy-Authorization",
        "Set-Cookie",
        "credentials",
        "runners_token",
        "passwd",
        "pwd",
        "secrets",
        "tokens",
        "passphrase",
        "AWS_SECRET_ACCESS_KEY",
        "connectionString",
        "csrf.token",
        "id token",
        "cvc"
      })
  void values_behind_names_of_secrets_are_masked_without_a_word(String name) {
    assertThat(clean(Rules.NAMES, "{\"a\":[{\"" + name + "\" :\"x\",\"n\":1}]}"))
        .isEqualTo("{\"a\":[{\"" + name + "\" :\"***\",\"n\":1}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "action",
        "conclusion",
        "description",
        "key",
        "id",
        "events_url",
        "author",
        "ok",
        "broken",
        "token_type",
        "tokens_used",
        "token_count",
        "secret_name",
        "next_page_token",
        "nextPageToken",
        "NextToken",
        "continuation_token",
        "sync-token",
        "password_changed_at",
        "public_key",
        "signature",
        "n",
        "en",
        "ken",
        ""
      })
  void other_names_keep_their_values(String name) {
    byte[] message = ("{ \"" + name + "\" : \"x\" }").getBytes(UTF_8);

    assertThat(new Sanitizer(Rules.NAMES).sanitize(message, null)).isSameAs(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"token\":null,\"secret\":\"\",\"password\":false}      | {\"token\":null,\"secret\":\"\",\"password\":false}",
        "{\"password\":1234,\"pwd\":-1.5}                         | {\"password\":\"***\",\"pwd\":\"***\"}",
        "{\"tokens\":512,\"total_tokens\":7}                      | {\"tokens\":512,\"total_tokens\":7}",
        "{\"tokens\":[\"a\",1,[\"b\"],{\"c\":\"d\"}]}             | {\"tokens\":[\"***\",1,[\"***\"],{\"c\":\"d\"}]}",
        "{\"credentials\":{\"user\":\"ada\",\"password\":\"x\"}}  | {\"credentials\":{\"user\":\"ada\",\"password\":\"***\"}}",
        "{\"tok\\u0065n\":\"x\",\"\\u0074oken\":\"x\",\"toke\\u006e\":\"x\"} | {\"tok\\u0065n\":\"***\",\"\\u0074oken\":\"***\",\"toke\\u006e\":\"***\"}",
        "{\"token\":\"a\\\"b\",\"x\":\"y\"}                       | {\"token\":\"***\",\"x\":\"y\"}"
      })
  void texts_and_numbers_are_masked_but_nothing_empty_and_no_counts(String message, String clean) {
    assertThat(clean(Rules.NAMES, message)).isEqualTo(clean);
  }

  @Test
  void a_name_is_found_wherever_it_stands_between_words_of_eight_bytes() {
    for (int before = 0; before < 20; before++) {
      for (int between = 0; between < 12; between++) {
        String message =
            "{\"a\":\"" + "x".repeat(before) + "\",\"token\"" + " ".repeat(between) + ":\"t\"}";

        assertThat(clean(Rules.NAMES, message)).isEqualTo(message.replace("\"t\"", "\"***\""));
      }
    }
  }

  /** The way without a parser and the way with one. */
  @Test
  void both_ways_of_finding_names_give_the_same() {
    Rules parsing =
        new Rules(List.of(), List.of("no such member"), List.of(), List.of(), Set.of(), true, null);
    String[] names = {
      "token", "tokens", "a", "next_token", "x-token ", "\\u0074oken", "token\\\\", "e", ":"
    };
    String[] values = {
      "\"\"",
      "\"x\"",
      "\": token\"",
      "\"\\\"token\\\":\"",
      "-1.5e+3",
      "0",
      "null",
      "true",
      "[]",
      "[\"a\", {\"token\":1}, 2]",
      "{\"secret\" : [1]}",
      "\"\\\\\""
    };
    Random random = new Random(11);
    for (int round = 0; round < 3_000; round++) {
      StringBuilder message = new StringBuilder("{");
      for (int member = 0; member < 5; member++) {
        message
            .append(member == 0 ? "" : ",")
            .append(" ".repeat(random.nextInt(2)))
            .append('"')
            .append(names[random.nextInt(names.length)])
            .append('"')
            .append(" ".repeat(random.nextInt(2)))
            .append(':')
            .append(" ".repeat(random.nextInt(2)))
            .append(values[random.nextInt(values.length)]);
      }
      String whole = message.append('}').toString();

      assertThat(clean(Rules.NAMES, whole)).isEqualTo(clean(parsing, whole));
    }
  }

  @Test
  void a_text_that_does_not_end_is_refused_as_its_secret_may_be_in_it() {
    assertThatThrownBy(() -> clean(Rules.NAMES, "{\"password\":\"hunter2"))
        .isInstanceOf(UnreadableMessageException.class);
    assertThat(clean(Rules.NAMES, "{\"password\":\"hunter2\",")).doesNotContain("hunter2");
  }

  @Test
  void json_within_a_text_is_a_text() {
    String message = "{\"log\":\"{\\\"token\\\":1}\"}";

    assertThat(clean(Rules.NAMES, message)).isEqualTo(message);
  }
}
