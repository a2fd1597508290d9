package dev.serai.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {

  private static final long SEED = Long.getLong("serai.seed", 20260131L);

  @Test
  void it_judges_utf_8_as_the_decoder_of_the_jdk_does() {
    Random random = new Random(SEED);
    int[] leads = {'a', 0x7F, 0x80, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF};
    int[] tails = {0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 'b'};
    int valid = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[4 + random.nextInt(14)];
      java.util.Arrays.fill(bytes, (byte) 'x');
      int at = 4 + random.nextInt(bytes.length - 3);
      for (int j = at; j < Math.min(at + 4, bytes.length); j++) {
        int[] from = j == at ? leads : tails;
        bytes[j] = (byte) from[random.nextInt(from.length)];
      }

      assertThat(Utf8.isValid(bytes)).isEqualTo(jdkDecodes(bytes));
      assertThat(JsonBytes.fault(bytes, 0, bytes.length) == null).isEqualTo(jdkDecodes(bytes));
      valid += jdkDecodes(bytes) ? 1 : 0;
    }
    assertThat(valid).isBetween(10_000, 190_000);
  }

  private static boolean jdkDecodes(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"plain é 🐪\"",
        "\"\\\" \\\\ \\/ \\b\\f\\n\\r\\t\"",
        "\"\\u0041\\u00e9\\u20AC\\u0000\"",
        "\"\\ud83d\\ude00\\uD83D\\uDE00\"",
        "\"\\\\u0041 \\\\\\u0041\"",
        "\"end\\n\""
      })
  void it_unescapes_strings_as_jackson_does(String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);

    assertThat(JsonBytes.fault(bytes, 0, bytes.length)).isNull();
    assertThat(JsonBytes.unescaped(bytes, 1, bytes.length - 1))
        .asString()
        .isEqualTo(new ObjectMapper().readValue(bytes, String.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-1.5e10", "{}", "[1,[2]]", "\"a\"", "true", "null", "{\"a\":{}}"})
  void one_json_value_is_a_value(String json) {
    assertThat(JsonBytes.isValue(json.getBytes(UTF_8), 0, json.length())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1 2",
        "{}[]",
        "[1",
        "{\"a\":1,\"a\":1}",
        "tru",
        "'a'",
        "1.",
        "+1",
        "\"\\ud800\"",
        "[1,]"
      })
  void anything_else_is_none(String json) {
    assertThat(JsonBytes.isValue(json.getBytes(UTF_8), 0, json.length())).isFalse();
  }
}
