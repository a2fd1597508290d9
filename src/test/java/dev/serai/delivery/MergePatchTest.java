package dev.serai.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.event.HubEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {

  /** The test cases of RFC 7386, appendix A. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":"b"}              | {"a":"c"}              | {"a":"c"}
          {"a":"b"}              | {"b":"c"}              | {"a":"b","b":"c"}
          {"a":"b"}              | {"a":null}             | {}
          {"a":"b","b":"c"}      | {"a":null}             | {"b":"c"}
          {"a":["b"]}            | {"a":"c"}              | {"a":"c"}
          {"a":"c"}              | {"a":["b"]}            | {"a":["b"]}
          {"a":{"b":"c"}}        | {"a":{"b":"d","c":null}} | {"a":{"b":"d"}}
          {"a":[{"b":"c"}]}      | {"a":[1]}              | {"a":[1]}
          ["a","b"]              | ["c","d"]              | ["c","d"]
          {"a":"b"}              | ["c"]                  | ["c"]
          {"a":"foo"}            | null                   | null
          {"a":"foo"}            | "bar"                  | "bar"
          {"e":null}             | {"a":1}                | {"e":null,"a":1}
          [1,2]                  | {"a":"b","c":null}     | {"a":"b"}
          {}                     | {"a":{"bb":{"ccc":null}}} | {"a":{"bb":{}}}
          """)
  void data_is_merged_as_the_rfc_says(String before, String patch, String after) {
    HubEvent event =
        HubEvent.builder()
            .id("1")
            .source("/s")
            .type("t")
            .dataContentType("application/json")
            .data(before.getBytes(StandardCharsets.UTF_8))
            .build();

    byte[] data = new MergePatch(patch).applyTo(event).getData().toBytes();

    assertThat(new String(data, StandardCharsets.UTF_8)).isEqualTo(after);
  }
}
