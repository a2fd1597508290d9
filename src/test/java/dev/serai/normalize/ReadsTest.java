package dev.serai.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ".a.b                                        | .a.b",
        ".a . b                                      | .a.b",
        ".a-b._c1.\"d e\".\"f\\\"g\"                  | .a-b._c1.d e.f\\\"g",
        "$run.id + .n                                | $run.id .n",
        "$run                                        | $run",
        "first-of(.a.b, \".no\", $x.y)               | .a.b $x.y",
        "[for (.steps) .name if (.ok == \".c\")]     | .steps .name .ok",
        ".a[0].b                                     | .a .b",
        "1.5 + .a * 2.0e3                            | .a",
        "`// .no, nor $this\n .a`                    | .a",
        "{\"a\": .b, \"c.d\": .e}                   | .b .e",
        "size(.)                                     | .",
        "{* : .}                                     | . .",
        "{\"a\": 1, * - b : .}                       | . .",
        "(.a).b                                      | .a .b",
        "\"text \\\" .no\"                           | ``"
      })
  void tells_every_chain_that_an_expression_can_read(String expression, String chains) {
    assertThat(
            Reads.of(expression.replace("\\n", "\n")).chains().stream()
                .map(ReadsTest::written)
                .collect(Collectors.joining(" ")))
        .isEqualTo(chains);
  }

  @Test
  void variables_that_the_expression_defines_itself_are_its_own() {
    Reads reads =
        Reads.of(
            "def twice(number, factor) $number * $factor let own = $given.a twice($own) + $other");

    assertThat(reads.variables()).containsExactlyInAnyOrder("given", "other");
  }

  @Test
  void only_a_bare_chain_stands_for_its_path() {
    assertThat(Reads.of(".a.b").onlyChain().names()).containsExactly("a", "b");
    assertThat(Reads.of(" $run ").onlyChain().variable()).isEqualTo("run");
    assertThat(Reads.of(".").onlyChain().names()).isEmpty();
    assertThat(Reads.of(".a[0]").onlyChain()).isNull();
    assertThat(Reads.of("text(.a)").onlyChain()).isNull();
    assertThat(Reads.of(".a == 1").onlyChain()).isNull();
    assertThat(Reads.of("null").onlyChain()).isNull();
  }

  private static String written(Reads.Chain chain) {
    String start = chain.variable() == null ? "" : "$" + chain.variable();
    return chain.names().isEmpty()
        ? start.isEmpty() ? "." : start
        : start + "." + String.join(".", chain.names());
  }
}
