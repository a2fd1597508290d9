package dev.serai.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.Corpora;
import dev.serai.event.JsonEvents;
import dev.serai.normalize.Normalizers.Vocabulary;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that others recorded of real senders; the collection lies outside of this project. */
class CorpusTest {

  /** Written by hand, with a member that stands there twice. */
  private static final String NO_JSON = "go-playground-webhooks/gitlab/build-event.json";

  static List<Arguments> systems() {
    List<Arguments> systems = new ArrayList<>();
    for (String system : List.of("gitlab", "circleci", "jenkins", "shopify", "stripe", "json")) {
      for (Vocabulary vocabulary : Vocabulary.values()) {
        systems.add(Arguments.of(system, vocabulary));
      }
    }
    return systems;
  }

  @ParameterizedTest
  @MethodSource("systems")
  void every_message_gives_valid_events_or_a_reason_for_none(String system, Vocabulary vocabulary) {
    Map<String, RawMessage> messages = messages(system);

    assertThat(messages).isNotEmpty();
    messages.forEach((name, message) -> assertSound(system, vocabulary, name, message));
  }

  private static Map<String, RawMessage> messages(String system) {
    return switch (system) {
      case "gitlab" -> gitlab();
      case "circleci" -> plain(files("circleci-zulip"));
      case "jenkins" -> plain(files("jenkins-notification-plugin"));
      case "shopify" -> shopify();
      case "stripe" -> stripe();
      default -> plain(files("go-playground-webhooks"));
    };
  }

  @Test
  void circleci_s_and_jenkins_s_messages_become_what_they_are() {
    assertThat(types("circleci", plain(files("circleci-zulip"))))
        .containsExactly("build.completed");
    assertThat(types("jenkins", plain(files("jenkins-notification-plugin"))))
        .contains("pipeline.started", "pipeline.completed", "pipeline.failed");
  }

  @Test
  void shopify_s_orders_stock_and_fulfilments_become_what_they_are() {
    assertThat(types("shopify", shopify()))
        .contains(
            "order.created",
            "order.refunded",
            "fulfillment.progressed",
            "inventory.level.changed",
            "inventory.item.updated",
            "product.updated");
  }

  @Test
  void stripe_s_money_events_are_known_with_the_objects_that_stripe_shows() {
    assertThat(types("stripe", stripe()))
        .contains(
            "payment.created",
            "payment.succeeded",
            "payment.failed",
            "payment.refunded",
            "payment.disputed",
            "checkout.completed",
            "invoice.paid",
            "subscription.updated",
            "payout.failed");
  }

  private static Set<String> types(String system, Map<String, RawMessage> messages) {
    Normalizer normalizer = Samples.builtIn(system, Vocabulary.HUB);
    return messages.values().stream()
        .map(normalizer::normalize)
        .filter(Normalized.Events.class::isInstance)
        .flatMap(it -> ((Normalized.Events) it).events().stream())
        .map(CloudEvent::getType)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void in_the_native_vocabulary_every_message_of_gitlab_is_an_event() {
    Map<String, RawMessage> messages = gitlab();

    assertThat(messages).hasSizeGreaterThan(80);
    messages.forEach(
        (name, message) ->
            assertThat(Samples.builtIn("gitlab", Vocabulary.NATIVE).normalize(message))
                .as(name)
                .isInstanceOf(Normalized.Events.class));
  }

  private static Map<String, RawMessage> gitlab() {
    Map<String, RawMessage> messages = new TreeMap<>();
    for (String folder : List.of("gitlab-go-gitlab", "go-playground-webhooks/gitlab")) {
      files(folder)
          .forEach((name, body) -> messages.put(name, headed(body, "idempotency-key", "d-1")));
    }
    messages.remove(NO_JSON);
    return messages;
  }

  private static void assertSound(
      String system, Vocabulary vocabulary, String name, RawMessage message) {
    Normalized normalized;
    try {
      normalized = Samples.builtIn(system, vocabulary).normalize(message);
    } catch (MalformedMessageException e) {
      fail(name + ": " + e.getMessage(), e);
      return;
    }
    if (normalized instanceof Normalized.Events events) {
      for (CloudEvent event : events.events()) {
        assertThat(JsonEvents.read(JsonEvents.write(event)).getId()).isEqualTo(event.getId());
        JsonEvents.validate(event);
      }
      assertThat(events.events().stream().map(CloudEvent::getId)).as(name).doesNotHaveDuplicates();
    } else {
      assertThat(((Normalized.Ignored) normalized).reason()).as(name).isNotBlank();
    }
  }

  private static Map<String, RawMessage> plain(Map<String, byte[]> files) {
    Map<String, RawMessage> messages = new TreeMap<>();
    files.forEach((name, body) -> messages.put(name, Samples.message("", Map.of(), body)));
    messages.remove(NO_JSON);
    return messages;
  }

  /** Answers of the API, which wrap what a webhook sends in one more object. */
  private static Map<String, RawMessage> shopify() {
    Map<String, RawMessage> messages = new TreeMap<>();
    files("shopify")
        .forEach(
            (name, body) -> {
              JsonNode thing = tree(body).elements().next();
              for (String topic : topics(name.replaceAll(".*\\.([a-z_]+)\\.json", "$1"))) {
                for (JsonNode each : thing.isArray() ? thing : List.of(thing)) {
                  messages.put(
                      name + " " + topic + " " + messages.size(),
                      headed(json(each.toString()), "x-shopify-topic", topic));
                }
              }
            });
    return messages;
  }

  private static List<String> topics(String thing) {
    return switch (thing) {
      case "order", "order_with_transaction" ->
          List.of("orders/create", "orders/updated", "orders/paid", "orders/cancelled");
      case "fulfillment_event" -> List.of("fulfillment_events/create");
      case "inventory_level" -> List.of("inventory_levels/update", "inventory_levels/connect");
      case "inventory_item", "inventory_items" ->
          List.of("inventory_items/create", "inventory_items/update", "inventory_items/delete");
      case "product" -> List.of("products/create", "products/update", "products/delete");
      case "refund" -> List.of("refunds/create");
      default -> List.of(thing + "s/update");
    };
  }

  /** Stripe shows one object of each kind; here each becomes the object of events. */
  private static Map<String, RawMessage> stripe() {
    JsonNode resources = tree(files("stripe-openapi").values().iterator().next()).path("resources");
    Map<String, RawMessage> messages = new TreeMap<>();
    resources
        .properties()
        .forEach(
            resource -> {
              Declaration declared = Normalizers.declaration("stripe", Vocabulary.HUB);
              Stream.concat(
                      Stream.of(resource.getKey() + ".updated"),
                      declared.events().keySet().stream().filter(it -> isOf(it, resource.getKey())))
                  .forEach(
                      type ->
                          messages.put(
                              type, Samples.message("", stripeEvent(type, resource.getValue()))));
            });
    messages.put("event", Samples.message("", resources.path("event").toString()));
    assertThat(messages).hasSizeGreaterThan(180);
    return messages;
  }

  private static boolean isOf(String type, String resource) {
    return type.startsWith(resource + ".")
        || type.startsWith("customer." + resource + ".")
        || type.startsWith("charge." + resource + ".");
  }

  private static String stripeEvent(String type, JsonNode object) {
    ObjectNode event = Samples.JSON.createObjectNode();
    event.put("id", "evt_" + type).put("object", "event").put("type", type);
    event.put("created", 1_778_577_992).put("livemode", false);
    event.putObject("data").set("object", object);
    return event.toString();
  }

  private static JsonNode tree(byte[] body) {
    try {
      return Samples.JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawMessage headed(byte[] body, String header, String value) {
    return Samples.message("", Map.of(header, value), body);
  }

  /** The bodies by their names; skips the test when the folder is not there. */
  private static Map<String, byte[]> files(String folder) {
    Path root = Corpora.require(folder);
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : found.filter(it -> it.toString().endsWith(".json")).toList()) {
        files.put(folder + "/" + root.relativize(file), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static byte[] json(String text) {
    return text.getBytes(UTF_8);
  }
}
