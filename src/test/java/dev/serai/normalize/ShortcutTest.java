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
        "contains(.t, [\"x\", \"y\"])"
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
        "1",
        ".a + .b",
        "first-of(lowercase(.a), .b)",
        "first-of(if (.a) .b, .c)",
        "\"a\" + .b",
        "\"with \\\"quotes\\\"\"",
        "not(.a)",
        ".a == .b",
        ".a == 1",
        ".a == \"x\" and .b",
        "contains(.a, .b)",
        "contains(.a, [.b])",
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
