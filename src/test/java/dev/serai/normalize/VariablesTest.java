package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {

  private static final Place PLACE = new Place("acme.yaml", 1, 1);

  private final JsonNode message = Samples.JSON.createObjectNode().put("a", 1).put("text", "x");

  @Test
  void what_was_declared_is_worked_out_when_it_is_looked_at() {
    Variables variables = Variables.of(message);
    variables.declare(
        Map.of("bad", Jslt.compile(PLACE, "round(.text)"), "good", Jslt.compile(PLACE, ".a + 1")));

    assertThat(variables.get("good")).isEqualTo(LongNode.valueOf(2));
    assertThatThrownBy(() -> variables.get("bad")).isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void inner_variables_see_the_outer_ones_and_are_not_seen_by_them() {
    Variables outer = Variables.of(message);
    outer.set("shared", "s");
    outer.declare(Map.of("sum", Jslt.compile(PLACE, ".a + 1")));
    Variables inner = outer.inner();
    inner.set("own", "o");
    inner.declare(Map.of("both", Jslt.compile(PLACE, "$shared + $own + $sum")));

    assertThat(inner.get("both")).isEqualTo(TextNode.valueOf("so2"));
    assertThat(outer.get("own")).isEqualTo(NullNode.instance);
  }

  @Test
  void a_path_that_leads_nowhere_is_null_as_it_is_in_jslt() {
    Variables variables = Variables.of(message);

    for (String path : new String[] {".b", ".b.c", ".text.c", ".a.b.c", "$none.b"}) {
      assertThat(Jslt.compile(PLACE, path).value(message, variables)).isEqualTo(NullNode.instance);
      assertThat(Jslt.compile(PLACE, "(" + path + ")").value(message, variables))
          .isEqualTo(NullNode.instance);
    }
    assertThat(Jslt.compile(PLACE, ".").value(message, variables)).isSameAs(message);
  }
}
