package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is worked out without JSLT is what JSLT gives. */
class ShortcutTest {

  private static final List<String> MESSAGES =
      List.of(
          "{}",
          "{\"a\": {\"b\": \"x\"}, \"n\": 12, \"t\": true, \"e\": \"\", \"z\": null}",
          "{\"a\": {\"b\": \"\"}, \"n\": 1.5, \"t\": \"y\", \"e\": \"e\", \"z\": {}}",
          "{\"a\": \"x\", \"n\": \"12\", \"t\": [\"x\"], \"e\": [], \"z\": \"x\"}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        ".a",
        ".a.b",
        ".a.b.c",
        "$v",
        "$v.b",
        "$v.b.c",
        "null",
        "\"\"",
        "\"plain, (text) [of] {any} kind\"",
        "text(.n)",
        "text( $v.b )",
        "text(.z)",
        "if (is-string(.a.b)) .a.b",
        "if (is-string(.n)) .t",
        "first-of($v.b, if (is-string(.t)) .t, if (is-string(.n)) .n, \"message\")",
        "first-of(.a.b, .n)",
        "first-of(.e, .z, $v.b, text(.n), \"else, if\")",
        "first-of(null, .missing)",
        ".a.b == \"x\"",
        ".a.b != \"x\"",
        "$v.b == \"x\"",
        ".n == \"12\"",
        ".missing != \"x\"",
        "contains(.a.b, [\"x\", \"y\"])",
        "contains($v.b, [\"z\"])",
        "contains(.missing, [\"x\"])",
        "contains(.t, [\"x\", \"y\"])",
        "contains(\"x\", .t)",
        "contains(.a, [.a, \"x\"])",
        "contains(.t, [\"x\"] + [\"y\"])",
        "1",
        "true",
        "false",
        "[]",
        "[.a, $v.b, null, [1]]",
        ".a + .n",
        ".n + 1",
        ".t + .e + \"z\"",
        "\"a\" + .b",
        "first-of(lowercase(.a), .e)",
        "first-of(if (.a) .b, .e)",
        "first-of(if (.z) .e, $v.b, \"message\")",
        "if (.t) .a else .n",
        "if (.e) .a else if (.z) .n else .t",
        "if (.t) .a.b + \"x\" else .n + \"y\"",
        "if (is-object(.a) and not(.z)) .a.b else .a",
        "if (.a.b == \"x\" or .z or contains(.n, [\"12\"])) \"yes\"",
        "(.a or .z) and .t",
        ".a == \"x\" and .b or .t",
        "replace(replace(.a.b, \"x\", \"/y/\"), \"^/\", \"\")",
        "replace(.z, \"x\", \"y\")",
        "replace(.n, \"1\", \"\")",
        "replace(.t, \"y\", \"longer\")",
        "replace(.t, .e, \"z\")",
        "replace(.z, \"x*$\", \"y\")",
        "\"n\" + .n",
        "\"b\" + .a.b + .missing",
        "test($v.b, \"^x\")",
        "starts-with(.a.b, \"x\")",
        "capture(.a.b, \"(?<c>.)\").c",
        "number(capture(.n, \"(?<c>[0-9]{1,9})\").c)",
        "fallback(.z, .e, [], .a)",
        "fallback(.missing, null)",
        "sha256-hex(first-of(.a.b, .n) + \"#\" + .t)",
        "millis-between(.missing, .z)",
        "error-line(.a.b)",
        "size(.t)",
        "\"with \\\"quotes\\\" and \\\\ and \\u0041\"",
        "replace(.a.b, \"\\\\.git$|x\", \"$0\")",
        "  first-of( .e ,\n .t )\n"
      })
  void a_shortcut_gives_what_jslt_gives(String expression) throws IOException {
    Shortcut shortcut = Shortcut.of(expression);
    Expression compiled =
        new Parser(new StringReader(expression)).withFunctions(Functions.ALL).compile();

    for (String text : MESSAGES) {
      JsonNode message = Samples.JSON.readTree(text);
      JsonNode variable = message.path("a").isMissingNode() ? message : message.path("a");
      Variables variables = Variables.of(message);
      variables.set("v", variable);
      JsonNode wanted;
      try {
        wanted = compiled.apply(Map.of("v", variable), message);
      } catch (JsltException e) {
        assertThatThrownBy(() -> shortcut.value(message, variables))
            .isInstanceOf(JsltException.class);
        continue;
      }
      assertThat(shortcut.value(message, variables))
          .as("%s of %s", expression, text)
          .isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "-1",
        ".a == .b",
        ".a == 1",
        ".a - .b",
        ".a > 1",
        "{\"a\": .b}",
        "no-such-function(.a)",
        ".a .b, .c",
        "",
        "[for (.a) .b]",
        ".a[0]",
        ".\"a b\"",
        "let x = .a $x"
      })
  void other_expressions_are_left_to_jslt(String expression) {
    assertThat(Shortcut.of(expression)).isNull();
  }

  @Test
  void a_text_of_a_container_is_refused_as_jslt_refuses_it() throws IOException {
    Normalizer normalizer =
        Samples.declared("events: {e: {type: t, source: \"/s\", data: {x: text(.a)}}}");

    assertThatThrownBy(() -> normalizer.normalize(Samples.message("e", "{\"a\": {}}")))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("text() cannot take an object");
  }
}
