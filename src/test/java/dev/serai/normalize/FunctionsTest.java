package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {

  private static final Place PLACE = new Place("acme.yaml", 1, 1);
  private static final String MESSAGE =
      "{'empty':'','nil':null,'no':false,'zero':0,'big':9007199254740993,'word':'x',"
          + "'early':'2026-05-12T09:00:00Z','late':'2026-05-12T09:00:01.5Z','list':[]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "first-of(.missing, .nil, .empty, .word) | \"x\"",
        "first-of(.no, .word)                     | false",
        "first-of(.zero, .word)                   | 0",
        "first-of(.missing, .empty)               | null",
        "text(.big)                               | \"9007199254740993\"",
        "text(.no)                                | \"false\"",
        "text(.word)                              | \"x\"",
        "text(.missing)                           | null",
        "millis-between(.early, .late)            | 1500",
        "millis-between(.late, .early)            | 0",
        "millis-between(.early, .missing)         | null",
        "millis-between(.empty, .late)            | null",
        "earliest([.late, .nil, .early, .empty])  | \"2026-05-12T09:00:00Z\"",
        "earliest([.late, \"2026-05-12 10:59:59 +0200\"]) | \"2026-05-12 10:59:59 +0200\"",
        "earliest(.list)                          | null",
        "earliest(.missing)                       | null"
      })
  void functions_give(String expression, String value) throws JsonProcessingException {
    assertThat(value(expression)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text(.list)                    | text() cannot take an array",
        "millis-between(.word, .late)   | millis-between() cannot read a time: 'x' is no timestamp",
        "earliest([.word])              | earliest() cannot read a time: 'x' is no timestamp",
        "earliest(.word)                | earliest() takes an array, not this string",
        ".empty[-1]                     | the text is too short",
        "[for (.word) .a]               | For loop can't iterate over \"x\""
      })
  void arguments_of_the_wrong_kind_make_a_message_malformed(String expression, String problem) {
    assertThatThrownBy(() -> value(expression))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageStartingWith(expression + " (acme.yaml:1:1) cannot be applied: " + problem);
  }

  private static String value(String expression) throws JsonProcessingException {
    JsonNode message = Samples.JSON.readTree(MESSAGE.replace('\'', '"'));
    return Jslt.compile(PLACE, expression).value(message, Variables.of(message)).toString();
  }
}
