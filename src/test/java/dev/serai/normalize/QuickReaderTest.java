package dev.serai.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickReaderTest {

  private static final String BODY =
      """
      {"a":{"b":"tide","c":[1,-2,3000000000,{"d":4.50}],"e":null},
       "f": true , "long name of a member":false,"g":"\\u00fc\\n\\"\\\\\\/é\\ud83d\\ude00",
       "h":[],"i":{},"skipped":[{"x":-0.5e+3,"y":"\\t","z":[[]]},0,-0,"quay"],
       "empty":"","last":"beyond the outer mole"}
      """;

  private static Wanted wanted() {
    Wanted wanted = new Wanted();
    List.of("a", "f", "g", "h", "i", "long name of a member", "last", "empty")
        .forEach(name -> wanted.add(List.of(name)));
    wanted.touch(List.of("n"));
    return wanted;
  }

  private static Wanted everything() {
    Wanted everything = new Wanted();
    everything.add(List.of());
    return everything;
  }

  private static ObjectNode quick(byte[] body, Wanted wanted) {
    TextScan.check(body);
    return QuickReader.read(body, wanted);
  }

  @Test
  void reads_what_the_tokenizer_reads() {
    byte[] body = BODY.getBytes(UTF_8);

    for (Wanted wanted : List.of(wanted(), everything(), new Wanted())) {
      assertThat(quick(body, wanted)).isNotNull().isEqualTo(MessageReader.judged(body, wanted));
    }
  }

  @Test
  void keeps_the_order_of_members() {
    byte[] body = BODY.getBytes(UTF_8);

    assertThat(quick(body, everything()).toString())
        .isEqualTo(MessageReader.judged(body, everything()).toString());
  }

  /** Each broken body is either given up or exactly what the tokenizer makes of it. */
  @Test
  void takes_nothing_that_the_tokenizer_refuses() {
    byte[] alphabet = "{}[]:,\"\\ \n\t\u0001-+.eE0159tfnual/é".getBytes(UTF_8);
    Random random = new Random(4711);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] body = BODY.getBytes(UTF_8);
      for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
        body[random.nextInt(body.length)] = alphabet[random.nextInt(alphabet.length)];
      }
      read += isSameOrGivenUp(body, random.nextBoolean() ? wanted() : everything()) ? 1 : 0;
    }
    assertThat(read).isGreaterThan(2_000);
  }

  private static boolean isSameOrGivenUp(byte[] body, Wanted wanted) {
    ObjectNode quick;
    try {
      quick = quick(body, wanted);
    } catch (MalformedMessageException refusedByItsBytes) {
      return false;
    }
    if (quick != null) {
      assertThat(quick).as(new String(body, UTF_8)).isEqualTo(MessageReader.judged(body, wanted));
    }
    return quick != null;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}x",
        "{\"a\":1,}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":-}",
        "{\"a\":.5}",
        "{\"a\":1e}",
        "{\"a\":tru}",
        "{\"a\":1 2}",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":'b'}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":1,\"a\":2}",
        "{\"b\":{\"a\":1,\"a\":2}}",
        "{\"\\u0061\":1}",
        "{\"a\":12345678901234567890}",
        "{\"a\":\"unended",
      })
  void gives_up_on_what_is_unusual(String body) {
    assertThat(quick(body.getBytes(UTF_8), everything())).isNull();
    assertThat(quick(body.getBytes(UTF_8), new Wanted())).isNull();
  }

  @Test
  void gives_up_on_what_is_deep() {
    String deep = "{\"a\":" + "[".repeat(90) + "]".repeat(90) + "}";

    assertThat(quick(deep.getBytes(UTF_8), new Wanted())).isNull();
    assertThat(MessageReader.read(deep.getBytes(UTF_8), new Wanted())).isEmpty();
  }

  @Test
  void finds_a_duplicate_among_many_names_and_objects() {
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      members.append("\"member-").append(i).append("-of-many\":{\"a\":1,\"b\":2},");
    }
    String once = "{" + members + "\"end\":0}";
    String twice = "{" + members + "\"member-250-of-many\":0}";

    assertThat(quick(once.getBytes(UTF_8), new Wanted())).isNotNull();
    assertThat(quick(twice.getBytes(UTF_8), new Wanted())).isNull();
  }

  @Test
  void gives_up_on_more_names_than_it_holds() {
    StringBuilder members = new StringBuilder("{\"first\":0");
    for (int i = 0; i < 3000; i++) {
      members.append(",\"").append(i).append("\":0");
    }
    byte[] body = members.append('}').toString().getBytes(UTF_8);

    assertThat(quick(body, everything())).isNull();
    assertThat(MessageReader.read(body, everything())).hasSize(3001);
  }
}
