package dev.serai.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.event.HttpEvents;
import dev.serai.event.JsonEvents;
import dev.serai.normalize.Normalizers.Vocabulary;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a message says does not depend on how it is written down. */
class MetamorphicTest {

  /** Members whose names the sender's users choose; a new one there means something. */
  private static final Set<String> OPEN = Set.of("artifacts", "metadata", "values", "additions");

  static List<String> files() {
    return Samples.goldenFiles();
  }

  /** Without those of which everything is kept. */
  static List<String> filesOfKnownShape() {
    return files().stream().filter(file -> !file.startsWith("json/")).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void the_order_of_members_does_not_matter(String file) {
    Random random = new Random(file.hashCode());

    assertSame(file, message -> shuffled(message, random).toString());
  }

  @ParameterizedTest
  @MethodSource("filesOfKnownShape")
  void unknown_members_do_not_matter(String file) {
    assertSame(file, message -> enriched(message).toString());
  }

  @ParameterizedTest
  @MethodSource("files")
  void white_space_does_not_matter(String file) {
    assertSame(file, message -> "\r\n\t " + message.toPrettyString() + " \n");
  }

  @ParameterizedTest
  @MethodSource("files")
  void escapes_do_not_matter(String file) {
    assertSame(file, message -> escaped(message.toString()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_message_that_is_sent_again_makes_events_of_the_same_ids(String file) {
    RawMessage first = Samples.message(Samples.golden(file));
    RawMessage again =
        new RawMessage(
            first.connector(),
            first.id(),
            first.event(),
            first.headers(),
            first.body(),
            first.receivedAt().plusSeconds(3600));

    for (Vocabulary vocabulary : Vocabulary.values()) {
      Normalizer normalizer = Samples.normalizer(file, vocabulary);

      assertThat(ids(normalizer.normalize(again)))
          .isEqualTo(ids(normalizer.normalize(first)))
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void an_event_is_the_same_in_binary_and_in_structured_mode(String file) {
    RawMessage message = Samples.message(Samples.golden(file));
    for (Vocabulary vocabulary : Vocabulary.values()) {
      if (Samples.normalizer(file, vocabulary).normalize(message)
          instanceof Normalized.Events events) {
        for (CloudEvent event : events.events()) {
          CloudEvent binary = sent(HttpEvents.writeBinary(event));

          assertThat(sent(HttpEvents.writeStructured(event))).isEqualTo(binary).isEqualTo(event);
          assertThat(sent(HttpEvents.writeStructured(binary))).isEqualTo(event);
        }
      }
    }
  }

  private static CloudEvent sent(HttpEvents.HttpMessage message) {
    return HttpEvents.read(message.headers().entrySet(), message.body()).get(0);
  }

  /** Without the order of the events, nor of the members of what was copied whole. */
  private static Set<Object> told(Normalized normalized) {
    if (!(normalized instanceof Normalized.Events events)) {
      return Set.of(normalized);
    }
    Set<Object> told = new HashSet<>();
    for (CloudEvent event : events.events()) {
      try {
        told.add(Samples.JSON.readTree(JsonEvents.write(event)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(told).hasSameSizeAs(events.events());
    return told;
  }

  private static List<String> ids(Normalized normalized) {
    return normalized instanceof Normalized.Events events
        ? events.events().stream().map(event -> event.getSource() + " " + event.getId()).toList()
        : List.of();
  }

  private static void assertSame(String file, Change change) {
    JsonNode golden = Samples.golden(file);
    byte[] body = change.apply(golden.path("message")).getBytes(UTF_8);
    Normalizer normalizer = Samples.normalizer(file, Vocabulary.HUB);

    Normalized changed = normalizer.normalize(Samples.message(golden, body));

    assertThat(told(changed)).isEqualTo(told(normalizer.normalize(Samples.message(golden))));
  }

  private static JsonNode shuffled(JsonNode node, Random random) {
    if (node.isObject()) {
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      Collections.shuffle(names, random);
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      names.forEach(name -> object.set(name, shuffled(node.get(name), random)));
      return object;
    }
    return elements(node, element -> shuffled(element, random));
  }

  private static JsonNode enriched(JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object.putArray("aa_new_list").add(1).addObject().put("action", "completed").put("id", 9);
      node.properties()
          .forEach(
              it ->
                  object.set(
                      it.getKey(),
                      OPEN.contains(it.getKey()) ? it.getValue() : enriched(it.getValue())));
      object.putObject("zz_new_member").put("id", 7).put("ref", "refs/tags/x").putNull("state");
      return object;
    }
    return elements(node, MetamorphicTest::enriched);
  }

  private static JsonNode elements(JsonNode node, UnaryOperator<JsonNode> change) {
    if (!node.isArray()) {
      return node;
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    node.forEach(element -> array.add(change.apply(element)));
    return array;
  }

  /** Writes every letter outside of ASCII, and every slash, as an escape. */
  private static String escaped(String json) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c > 0x7E || c == '/') {
        escaped.append(String.format("\\u%04X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  @FunctionalInterface
  private interface Change {
    String apply(JsonNode message);
  }
}
