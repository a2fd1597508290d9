package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

  private static final Wanted NOTHING = new Wanted();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                          | the body is empty",
        "`  \n `                     | the body is empty",
        "[{}]                        | the body is a JSON array, a JSON object is expected",
        "\"x\"                       | the body is a JSON string",
        "12                          | the body is a JSON number",
        "null                        | the body is a JSON null",
        "true                        | the body is a JSON boolean",
        "{} {}                       | something follows the JSON object at line 1, column 4",
        "{\"a\":1                    | the body is no valid JSON at line 1, column",
        "{\"a\":1,}                  | the body is no valid JSON at line 1, column",
        "{'a':1}                     | the body is no valid JSON at line 1, column",
        "{\"a\":NaN}                 | the body is no valid JSON at line 1, column",
        "{\"a\":01}                  | the body is no valid JSON at line 1, column",
        "{\"a\":\"\t\"}              | the body is no valid JSON at line 1, column",
        "{\"a\":1} // why            | the body is no valid JSON at line 1, column",
        "payload=%7B%7D              | the body is no valid JSON at line 1, column",
        "<a/>                        | the body is no valid JSON at line 1, column"
      })
  void what_is_no_json_object_is_refused(String body, String message) {
    assertRefused(body, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"x\":{\"deep\":[{\"a\":1,\"b\":2,\"a\":3}]}}",
        "{\"a\":1,\"\\u0061\":2}"
      })
  void a_name_that_stands_twice_is_refused_also_where_nothing_is_wanted(String body) {
    assertRefused(body, "Duplicate field 'a'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"\\ud83d\"}",
        "{\"a\":\"\\ud83dx\"}",
        "{\"a\":\"\\ud83d\\n\"}",
        "{\"a\":\"\\uD83D\\uD83D\"}",
        "{\"a\":\"\\ude00\"}",
        "{\"a\":\"\\\\\\ude00\"}",
        "{\"\\ude00\":1}"
      })
  void half_of_a_surrogate_pair_is_refused_also_where_nothing_is_wanted(String body) {
    assertRefused(body, "surrogate stands alone at byte");
  }

  @Test
  void whole_surrogate_pairs_and_escaped_backslashes_are_text() {
    JsonNode read =
        MessageReader.read(utf8("{\"a\":\"\\ud83d\\uDE00 \\\\ud83d é😀\"}"), wanting("a"));

    assertThat(read.path("a").textValue()).isEqualTo("😀 \\ud83d é😀");
  }

  @Test
  void nesting_has_a_limit_also_where_nothing_is_wanted() {
    int most = MessageReader.MAX_DEPTH - 1;

    assertThat(MessageReader.read(utf8(nested(most)), NOTHING)).isEmpty();
    assertRefused(nested(most + 1), "nesting depth (101) exceeds the maximum allowed (100");
    assertRefused(nested(200_000), "nesting depth (101) exceeds the maximum allowed (100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32"})
  void only_utf_8_is_read(String charset) {
    byte[] body = "{\"a\":\"x\"}".getBytes(Charset.forName(charset));

    assertThatThrownBy(() -> MessageReader.read(body, NOTHING))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageStartingWith("the body is no UTF-8 text at byte");
  }

  @Test
  void a_byte_order_mark_is_refused_as_json_has_none() {
    assertRefused("\uFEFF{}", "the body is no UTF-8 text at byte 0: a byte order mark");
  }

  @Test
  void only_what_is_wanted_is_kept() {
    Wanted wanted = wanting("a", "x");
    wanted.add(List.of("b"));
    wanted.touch(List.of("c"));

    JsonNode read =
        MessageReader.read(
            utf8(
                "{\"a\":[{\"x\":1,\"y\":2},3],\"b\":{\"y\":[1.50,{\"z\":null}]},\"c\":{\"y\":1},\"d\":1}"),
            wanted);

    assertThat(read)
        .hasToString("{\"a\":[{\"x\":1},3],\"b\":{\"y\":[1.50,{\"z\":null}]},\"c\":{}}");
  }

  @Test
  void numbers_keep_their_digits() {
    JsonNode read =
        MessageReader.read(
            utf8("{\"a\":[123456789012345678901234567890,1e400,0.10,-7]}"), wanting("a"));

    assertThat(read).hasToString("{\"a\":[123456789012345678901234567890,1E+400,0.10,-7]}");
  }

  private static void assertRefused(String body, String message) {
    assertThatThrownBy(() -> MessageReader.read(utf8(body), NOTHING))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(message);
  }

  private static String nested(int arrays) {
    return "{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
  }

  private static Wanted wanting(String... path) {
    Wanted wanted = new Wanted();
    wanted.add(List.of(path));
    return wanted;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
