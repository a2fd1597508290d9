package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "application/json                       | application | json          |",
        "TEXT/Plain; CharSet=utf-8              | text        | plain         | utf-8",
        "text/plain;charset=\"utf-8\"           | text        | plain         | utf-8",
        "text/plain ; a=b ;\tcharset=\"\\u\"; c=d | text      | plain         | u",
        "application/vnd.github.v3+json         | application | vnd.github.v3+json |",
        "x-a!#$&-^_.+/9!#$&-^_.+                | x-a!#$&-^_.+ | 9!#$&-^_.+   |",
        "text/plain; a=\"; charset=no\"         | text        | plain         |",
        "application/json;                      | application | json          |",
        "application/json; ;charset=x           | application | json          | x",
      })
  void a_media_type_is_read_in_any_case(String text, String type, String subtype, String charset) {
    assertThat(MediaType.parse(text)).isEqualTo(new MediaType(type, subtype, charset));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "json",
        "/",
        "a/",
        "/b",
        "a//b",
        " a/b",
        "a /b",
        "a/b c",
        "a/b,c/d",
        "*/*",
        "text/*",
        "-a/b",
        "a/b; c",
        "a/b; =c",
        "a/b; c=",
        "a/b; c =d",
        "a/b; c=\"d",
        "a/b; c=d e",
        "a/b; c=é",
        "a/b; c=\"é\"",
        "a/b; c=\"\n\"",
        "é/b",
        "a/b\n"
      })
  void anything_else_is_none(String text) {
    assertThat(MediaType.parse(text)).isNull();
  }

  @Test
  void a_name_has_at_most_127_characters() {
    assertThat(MediaType.parse("a/" + "b".repeat(127))).isNotNull();
    assertThat(MediaType.parse("a/" + "b".repeat(128))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "IMAGE/JSON;a=b", "a/b+json", "a/b+JSON"})
  void json_is_told_by_the_subtype(String text) {
    assertThat(MediaType.parse(text).isJson()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/xml", "json/a", "application/json-seq", "a/b+jsonx", "a/xjson"})
  void other_subtypes_are_not_json(String text) {
    assertThat(MediaType.parse(text).isJson()).isFalse();
  }
}
