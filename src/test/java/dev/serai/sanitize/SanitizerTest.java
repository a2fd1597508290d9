package dev.serai.sanitize;

import static dev.serai.sanitize.Cleaned.clean;
import static dev.serai.sanitize.Cleaned.detecting;
import static dev.serai.sanitize.Cleaned.dropping;
import static dev.serai.sanitize.Cleaned.hashing;
import static dev.serai.sanitize.Cleaned.masking;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SanitizerTest {

  private static final String KEY = "a key of this test";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a     | {\"a\":1,\"b\":2,\"c\":3}          | {\"b\":2,\"c\":3}",
        "b     | {\"a\":1,\"b\":2,\"c\":3}          | {\"a\":1,\"c\":3}",
        "c     | {\"a\":1,\"b\":2,\"c\":3}          | {\"a\":1,\"b\":2}",
        "*     | {\"a\":1,\"b\":{\"c\":[3]}}        | {}",
        "a.b   | {\"a\":{ \"b\" : [1,{}] },\"b\":2} | {\"a\":{ },\"b\":2}",
        "a.b   | {\"a\":[{\"b\":1},{\"b\":2}, 3]}   | {\"a\":[{},{}, 3]}",
        "a.*.c | {\"a\":{\"x\":{\"c\":1,\"d\":2}}}  | {\"a\":{\"x\":{\"d\":2}}}",
        "**.c  | [{\"c\":0},{\"x\":{\"c\":1, \"d\":2}}] | [{},{\"x\":{\"d\":2}}]",
        "**.x.c| {\"c\":1,\"y\":{\"x\":{\"c\":1}}}  | {\"c\":1,\"y\":{\"x\":{}}}",
        "é     | {\"\\u00e9\":\"\uD83D\uDE00\",\"b\":2} | {\"b\":2}"
      })
  void members_are_dropped_by_path(String path, String message, String expected) {
    assertThat(clean(dropping(path), message)).isEqualTo(expected);
  }

  @Test
  void several_members_side_by_side_are_dropped() {
    String message = "{ \"a\":1, \"b\":2, \"c\":3, \"d\":4, \"e\":5 }";

    assertThat(clean(dropping("a", "b"), message)).isEqualTo("{\"c\":3, \"d\":4, \"e\":5 }");
    assertThat(clean(dropping("b", "c"), message)).isEqualTo("{ \"a\":1, \"d\":4, \"e\":5 }");
    assertThat(clean(dropping("d", "e"), message)).isEqualTo("{ \"a\":1, \"b\":2, \"c\":3 }");
    assertThat(clean(dropping("a", "c", "e"), message)).isEqualTo("{\"b\":2, \"d\":4 }");
  }

  @Test
  void members_are_masked_whatever_they_are_and_the_rest_keeps_every_byte() {
    assertThat(
            clean(
                masking("a", "b", "c.d", "e", "f"),
                "\uFEFF{ \"a\" : 1.50e+3 ,\"b\":{\"x\":[1]}, \"c\":[ {\"d\":true}],\"e\":\"\",\"f\":null, \"g\":1.50,\"h\":\"\\u0041\\/\"}\n"))
        .isEqualTo(
            "\uFEFF{ \"a\" : \"***\" ,\"b\":\"***\", \"c\":[ {\"d\":\"***\"}],\"e\":\"\",\"f\":null, \"g\":1.50,\"h\":\"\\u0041\\/\"}\n");
  }

  @Test
  void what_is_kept_stays_with_all_that_is_below_it() {
    Rules rules =
        new Rules(
            List.of("id", "a.b"),
            List.of("*"),
            List.of(),
            List.of(),
            Set.of(Detector.EMAILS),
            true,
            null);

    assertThat(clean(rules, "{\"x\":1,\"id\":{\"token\":\"t\",\"m\":\"a@b.org\"},\"a\":{\"b\":1}}"))
        .isEqualTo("{\"id\":{\"token\":\"t\",\"m\":\"a@b.org\"}}");
  }

  @Test
  void equal_values_have_equal_hashes_under_one_key_only() {
    String one = clean(hashing(KEY, "a"), "{\"a\":\"x\"}");

    assertThat(one).matches("\\{\"a\":\"hmac:[\\w-]{22}\"}");
    assertThat(clean(hashing(KEY, "a"), "{\"a\":\"\\u0078\"}")).isEqualTo(one);
    assertThat(clean(hashing(KEY, "a"), "{\"a\":\"y\"}")).isNotEqualTo(one);
    assertThat(clean(hashing("another key", "a"), "{\"a\":\"x\"}")).isNotEqualTo(one);
    assertThat(clean(hashing(KEY, "a"), "{\"a\":{\"b\":[1]}}")).startsWith("{\"a\":\"hmac:");
  }

  @Test
  void hashes_without_a_key_are_refused() {
    assertThatThrownBy(() -> hashing(null, "a")).hasMessage("hashes need a key");
  }

  @Test
  void what_has_nothing_to_take_out_is_the_same_array() {
    byte[] message = "{ \"a\" : [1, 2] }".getBytes(UTF_8);
    Rules all =
        new Rules(
            List.of(),
            List.of("x"),
            List.of("y"),
            List.of(),
            Set.of(Detector.values()),
            true,
            null);

    assertThat(new Sanitizer(all).sanitize(message, null)).isSameAs(message);
    assertThat(new Sanitizer(Rules.NAMES).sanitize(message, null)).isSameAs(message);
    assertThat(new Sanitizer(Rules.NONE).sanitize("{\"token\":1}".getBytes(UTF_8), null))
        .isEqualTo("{\"token\":1}".getBytes(UTF_8));
  }

  @Test
  void several_documents_in_one_message_are_all_seen() {
    assertThat(clean(dropping("a"), "{\"a\":1}\n{\"a\":2,\"b\":3}\n")).isEqualTo("{}\n{\"b\":3}\n");
    assertThat(clean(detecting(Detector.EMAILS), "\"a@b.org\" 1 ")).isEqualTo("\"***\" 1 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1,", "{\"a\":01}", "{'a':1}", "[1,]"})
  void what_is_said_to_be_json_and_is_none_is_refused(String message) {
    assertThatThrownBy(() -> clean(dropping("a"), message))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessageStartingWith("the body begins like JSON and is none at line 1, column ")
        .hasMessageEndingWith(", so that nothing can be taken out of it");
    assertThatThrownBy(() -> clean(dropping("a"), message, null))
        .isInstanceOf(UnreadableMessageException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void secrets_do_not_hide_in_another_encoding(String charset) {
    byte[] message = "{\"token\":\"x\"}".getBytes(Charset.forName(charset));

    assertThatThrownBy(() -> new Sanitizer(Rules.NAMES).sanitize(message, "application/json"))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessageStartingWith("the body is JSON in another encoding than UTF-8");
  }

  @Test
  void json_deeper_than_anybody_writes_is_refused() {
    assertThatThrownBy(() -> clean(dropping("a"), "[".repeat(100_000)))
        .isInstanceOf(UnreadableMessageException.class);
  }

  @Test
  void what_is_said_to_be_text_is_json_only_where_it_is() {
    Rules rules = detecting(Detector.EMAILS);

    assertThat(clean(rules, "[INFO] a@b.org \u00e9", "text/plain")).isEqualTo("[INFO] *** \u00e9");
    assertThat(clean(dropping("a"), "{\"a\":1}", "text/plain")).isEqualTo("{}");
  }

  @Test
  void what_is_no_utf_8_keeps_its_bytes() {
    byte[] message = "\u00e9 a@b.org".getBytes(ISO_8859_1);

    assertThat(new Sanitizer(detecting(Detector.EMAILS)).sanitize(message, "text/plain"))
        .isEqualTo("\u00e9 ***".getBytes(ISO_8859_1));
  }

  @Test
  void forms_are_cleaned_by_name_path_and_content() {
    Rules rules =
        new Rules(
            List.of("csrf_token"),
            List.of("phone"),
            List.of("name"),
            List.of("user"),
            Set.of(Detector.EMAILS),
            true,
            KEY);

    assertThat(
            clean(
                rules,
                "csrf_token=k&token=abc&phone=1&name=Ada&user=u&text=mail+a%40b.org&payload=%7B%22secret%22%3A%22x%22%2C%22phone%22%3A1%7D&flag&n=1",
                "Application/x-www-form-urlencoded; charset=utf-8"))
        .matches(
            "csrf_token=k&token=\\*\\*\\*&name=\\*\\*\\*&user=hmac%3A[\\w-]{22}&text=mail\\+\\*\\*\\*&payload=%7B%22secret%22%3A%22\\*\\*\\*%22%7D&flag&n=1");
  }

  @Test
  void what_is_no_field_of_a_form_keeps_its_bytes() {
    for (String form : List.of("&", "&&a=1&", "=", "a", "a=&&b", "&token=x")) {
      assertThat(clean(masking("other"), form, "application/x-www-form-urlencoded"))
          .isEqualTo(form);
    }
    assertThat(clean(masking("a"), "&a=1&&b=2&", "application/x-www-form-urlencoded"))
        .isEqualTo("&a=***&&b=2&");
  }

  @Test
  void headers_with_the_names_of_secrets_are_masked() {
    Map<String, String> headers = Map.of("x-hook-token", "t", "accept", "*/*");

    assertThat(new Sanitizer(Rules.NAMES).headers(headers))
        .containsOnly(Map.entry("x-hook-token", "***"), Map.entry("accept", "*/*"));
    assertThat(new Sanitizer(Rules.NONE).headers(headers)).isSameAs(headers);
  }
}
