package dev.serai.source.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.source.scheme.JsonSkim.Field;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSkimTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<Field> FIELDS =
      List.of(Field.of("id"), Field.of("type"), Field.of("event.type"));

  private static Map<String, String> find(String body) {
    return JsonSkim.find(body.getBytes(UTF_8), FIELDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':'a','type':'b','event':{'type':'c'}} | a    | b    | c",
        "{'x':{'id':'a'},'type' : 'é'}              |      | é    | ",
        "{'event':[{'type':'c'}],'list':['id','a']} |      |      | ",
        "{'event':{'x':{'type':'d'},'type':'c'}}    |      |      | c",
        "{'other':{'type':'d'},'type':1,'id':null}  |      |      | ",
        "{'id':'a','id':'b'}                        | a    |      | ",
        "{'x':'\\'id\\':\\'no\\'','id':'a'}         | a    |      | ",
        "{}                                         |      |      | "
      })
  void texts_of_the_object_and_of_one_in_it_are_found(
      String body, String id, String type, String eventType) {
    Map<String, String> found = find(body.replace('\'', '"'));

    assertThat(found.get("id")).isEqualTo(id);
    assertThat(found.get("type")).isEqualTo(type);
    assertThat(found.get("event.type")).isEqualTo(eventType);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "\"id\"",
        "{",
        "{\"id",
        "{\"x\":\"a\\",
        "{\"x\":[1}",
        "{\"\\u0069d\":\"a\"}",
        "{\"id\":\"\\u0061\"}"
      })
  void what_is_not_for_it_is_left_to_a_parser(String body) {
    assertThat(find(body)).isNull();
  }

  @Test
  void it_finds_what_a_parser_finds() throws IOException {
    Random random = new Random(5);
    for (int round = 0; round < 5_000; round++) {
      String body = object(random, 0);
      JsonNode parsed = JSON.readTree(body);
      Map<String, String> expected = new HashMap<>();
      put(expected, "id", parsed.path("id"));
      put(expected, "type", parsed.path("type"));
      if (parsed.path("event").isObject()) {
        put(expected, "event.type", parsed.path("event").path("type"));
      }

      assertThat(find(body)).as(body).isEqualTo(expected);
    }
  }

  private static void put(Map<String, String> found, String name, JsonNode value) {
    if (value.isTextual()) {
      found.put(name, value.textValue());
    }
  }

  private static String object(Random random, int depth) {
    StringBuilder object = new StringBuilder("{");
    for (String name : List.of("a", "id", "event", "type", "z")) {
      if (random.nextInt(3) > 0) {
        object
            .append(object.length() > 1 ? "," : "")
            .append('"')
            .append(name)
            .append("\" : ")
            .append(value(random, depth));
      }
    }
    return object.append('}').toString();
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 3 : 6)) {
      case 0 -> "\"t" + random.nextInt(100) + "é:,{}[]\"";
      case 1 -> "-1.5e3";
      case 2 -> "null";
      case 3 -> "[" + value(random, depth + 1) + ", " + object(random, depth + 1) + "]";
      default -> object(random, depth + 1);
    };
  }
}
