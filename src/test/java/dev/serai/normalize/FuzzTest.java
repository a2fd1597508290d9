package dev.serai.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.event.HubEvent;
import dev.serai.normalize.Normalizers.Vocabulary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a sender makes of a message, it is an event, ignored, or refused as malformed. */
class FuzzTest {

  private static final List<JsonNode> ODD_VALUES = oddValues();

  static List<String> files() {
    return Samples.goldenFiles();
  }

  @ParameterizedTest
  @MethodSource("files")
  void broken_bytes_are_refused_or_harmless(String file) {
    JsonNode golden = Samples.golden(file);
    byte[] body = Samples.message(golden).body();
    Random random = new Random(file.hashCode());

    for (int round = 0; round < 40; round++) {
      byte[] broken = broken(body, random);
      assertHarmless(file, Samples.message(golden, broken));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void any_value_in_any_place_is_refused_or_harmless(String file) {
    JsonNode golden = Samples.golden(file);
    int places = count(golden.path("message"));

    for (int place = 0; place < places; place++) {
      for (int turn = 0; turn < 4; turn++) {
        JsonNode odd = ODD_VALUES.get(Math.floorMod(file.hashCode() + 4 * place + turn, 12));
        JsonNode message = replaced(golden.path("message"), new int[] {place}, odd);
        assertHarmless(file, Samples.message(golden, message.toString().getBytes(UTF_8)));
      }
    }
  }

  private static void assertHarmless(String file, RawMessage message) {
    for (Vocabulary vocabulary : Vocabulary.values()) {
      Normalizer normalizer = Samples.normalizer(file, vocabulary);
      try {
        if (normalizer.normalize(message) instanceof Normalized.Events events) {
          assertThat(events.events()).isNotEmpty().hasOnlyElementsOfType(HubEvent.class);
        } else if (normalizer.normalize(message) instanceof Normalized.Ignored ignored) {
          assertThat(ignored.reason()).isNotBlank().hasSizeLessThan(300);
        }
      } catch (MalformedMessageException refused) {
        assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(1000);
      } catch (RuntimeException e) {
        fail(e + " is no way to answer " + new String(message.body(), UTF_8), e);
      }
    }
  }

  private static byte[] broken(byte[] body, Random random) {
    byte[] broken = body.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(broken.length);
      switch (random.nextInt(4)) {
        case 0 -> broken[at] = (byte) random.nextInt(256);
        case 1 -> broken[at] = (byte) "{}[]\":,\\u0 ".charAt(random.nextInt(11));
        case 2 -> broken = Arrays.copyOf(broken, Math.max(1, at));
        default -> {
          int from = random.nextInt(broken.length);
          int length = Math.min(broken.length - Math.max(at, from), 40);
          System.arraycopy(broken, from, broken, at, Math.max(0, length));
        }
      }
    }
    return broken;
  }

  private static int count(JsonNode node) {
    int count = 1;
    for (JsonNode child : node) {
      count += count(child);
    }
    return count;
  }

  /** The same tree with the value at a place, counted depth first, put in another's stead. */
  private static JsonNode replaced(JsonNode node, int[] place, JsonNode by) {
    if (place[0]-- == 0) {
      return by;
    }
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(it -> object.set(it.getKey(), replaced(it.getValue(), place, by)));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(replaced(element, place, by)));
      return array;
    }
    return node;
  }

  private static List<JsonNode> oddValues() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    List<JsonNode> odd = new ArrayList<>();
    odd.add(nodes.nullNode());
    odd.add(nodes.booleanNode(true));
    odd.add(nodes.numberNode(-1));
    odd.add(nodes.numberNode(Long.MAX_VALUE));
    odd.add(nodes.numberNode(new BigDecimal("1e400")));
    odd.add(nodes.textNode(""));
    odd.add(nodes.textNode("no time, no \u0000 address \u0007"));
    odd.add(nodes.textNode("x".repeat(3000)));
    odd.add(nodes.objectNode());
    odd.add(nodes.objectNode().set("id", nodes.objectNode()));
    odd.add(nodes.arrayNode());
    odd.add(nodes.arrayNode().add(1).addNull().add("x").add(nodes.arrayNode()));
    return odd;
  }
}
