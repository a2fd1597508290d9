package dev.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.ledger.EventQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The kamelets keep the rules of Camel's own catalog, and each one runs. */
class KameletsTest {

  private static final Path FOLDER = Path.of("src/main/resources/kamelets");
  private static final Pattern PARAMETER = Pattern.compile("\\{\\{([^}:]+)}}");
  private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean");

  @TempDir Path folder;

  /** One file as it stands and as it reads. */
  private record Kamelet(String file, Map<?, ?> yaml) {

    static Kamelet read(Path path) {
      try {
        Object yaml =
            new Load(LoadSettings.builder().build()).loadFromString(Files.readString(path));
        return new Kamelet(path.getFileName().toString(), (Map<?, ?>) yaml);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Object at(String... path) {
      Object here = yaml;
      for (String name : path) {
        here = here instanceof Map<?, ?> map ? map.get(name) : null;
      }
      return here;
    }

    String name() {
      return file.replace(".kamelet.yaml", "");
    }

    String kind() {
      return name().substring(name().lastIndexOf('-') + 1);
    }

    Map<String, Map<?, ?>> properties() {
      Map<String, Map<?, ?>> all = new TreeMap<>();
      ((Map<?, ?>) at("spec", "definition", "properties"))
          .forEach((name, property) -> all.put((String) name, (Map<?, ?>) property));
      return all;
    }

    List<?> required() {
      return (List<?>) at("spec", "definition", "required");
    }

    Set<String> used() {
      Set<String> used = new TreeSet<>();
      Matcher parameter = PARAMETER.matcher(String.valueOf(at("spec", "template")));
      while (parameter.find()) {
        used.add(parameter.group(1));
      }
      return used;
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static List<Kamelet> kamelets() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".kamelet.yaml"))
          .sorted()
          .map(Kamelet::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void a_kamelet_is_named_as_its_file_and_by_its_kind(Kamelet kamelet) {
    assertThat(kamelet.name()).matches("[a-z0-9]+(-[a-z0-9]+)+-(source|sink|action)");
    assertThat(kamelet.at("metadata", "name")).isEqualTo(kamelet.name());
    assertThat(kamelet.at("metadata", "labels", "camel.apache.org/kamelet.type"))
        .isEqualTo(kamelet.kind());
    assertThat(kamelet.at("apiVersion")).isEqualTo("camel.apache.org/v1");
    assertThat(kamelet.at("kind")).isEqualTo("Kamelet");
    for (String annotation :
        List.of("kamelet.support.level", "kamelet.icon", "provider", "kamelet.group")) {
      assertThat(kamelet.at("metadata", "annotations", "camel.apache.org/" + annotation))
          .as(annotation)
          .isInstanceOf(String.class);
    }
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void every_parameter_is_declared_and_used_and_told(Kamelet kamelet) {
    assertThat(kamelet.used()).isEqualTo(kamelet.properties().keySet());
    assertThat((String) kamelet.at("spec", "definition", "title"))
        .endsWith(
            " " + Character.toUpperCase(kamelet.kind().charAt(0)) + kamelet.kind().substring(1));
    assertThat((String) kamelet.at("spec", "definition", "description")).endsWith(".");
    assertThat(kamelet.at("spec", "definition", "type")).isEqualTo("object");
    kamelet
        .properties()
        .forEach(
            (name, property) -> {
              assertThat((String) property.get("title")).as(name).isNotBlank();
              assertThat((String) property.get("description")).as(name).endsWith(".");
              assertThat(TYPES).as(name).contains((String) property.get("type"));
              assertThat(kamelet.required().contains(name))
                  .as("%s is required or has a default", name)
                  .isNotEqualTo(property.containsKey("default"));
              if (property.get("enum") instanceof List<?> words) {
                assertThat(words.contains(property.get("default"))).as(name).isTrue();
              }
            });
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void sources_end_at_their_sink_and_the_others_begin_at_their_source(Kamelet kamelet) {
    Map<?, ?> from = (Map<?, ?>) kamelet.at("spec", "template", "from");
    List<?> steps = (List<?>) from.get("steps");

    if (kamelet.kind().equals("source")) {
      assertThat(steps.get(steps.size() - 1)).isEqualTo(Map.of("to", "kamelet:sink"));
    } else {
      assertThat(from.get("uri")).isEqualTo("kamelet:source");
      assertThat(steps.toString()).doesNotContain("kamelet:sink");
    }
  }

  @Test
  void titles_are_told_apart() {
    assertThat(kamelets().stream().map(each -> each.at("spec", "definition", "title")))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(12);
  }

  @Test
  void each_kamelet_runs_in_a_route_of_the_user_s() throws IOException {
    List<String> ids = new ArrayList<>();
    StringBuilder connectors = new StringBuilder();
    for (Kamelet kamelet : kamelets()) {
      String id = "uses-" + kamelet.name();
      ids.add(id);
      connectors.append(connector(kamelet));
      Path file = folder.resolve("routes/" + id + ".camel.yaml");
      Files.createDirectories(file.getParent());
      Files.writeString(file, route(kamelet, id));
    }
    String config =
        """
        channels: { events: {} }
        subscriptions:
          partner: { channel: events, url: "https://partner.example/", secrets: ["whsec_%s"] }
        connectors:
          github: { type: webhook, verify: { scheme: github, secrets: ["%s"] } }
        """
                .formatted("QUJD".repeat(8), TestHub.SECRET)
            + connectors;

    try (TestHub hub = TestHub.start(folder, config)) {
      for (String id : ids) {
        assertThat(hub.hub().camel().getRouteController().getRouteStatus(id))
            .as(id)
            .isEqualTo(ServiceStatus.Started);
      }
      assertThat(hub.github("push", "d-1", Files.readString(PUSH)).statusCode()).isEqualTo(202);
      Set<String> types = new HashSet<>();
      hub.hub()
          .ledger()
          .events()
          .find(new EventQuery("events", null, null, Set.of(), null, null, null), 0, 10)
          .forEach(stored -> types.add(stored.event().getType()));
      assertThat(types).containsExactly("source.commit.created");
    }
  }

  private static final Path PUSH = Path.of("src/main/resources/samples/github/push.json");

  /** Each source has a connector of its own; GitHub's is there already. */
  private static String connector(Kamelet kamelet) {
    if (!kamelet.properties().containsKey("connector")
        || kamelet.name().equals("github-webhook-source")) {
      return "";
    }
    String type = kamelet.name().startsWith("cloudevents") ? "cloudevents" : "webhook";
    return "  c-%s: { type: %s, verify: { scheme: none } }\n".formatted(kamelet.name(), type);
  }

  private static String route(Kamelet kamelet, String id) {
    String parameters =
        switch (kamelet.name()) {
          case "github-webhook-source" -> "connector=github";
          case "serai-bus-source" -> "channel=events&group=reader";
          case "serai-bus-sink" -> "channel=events";
          case "serai-webhook-sink" -> "subscription=partner";
          case "serai-normalize-action" -> "normalizer=json";
          default -> "connector=c-" + kamelet.name();
        };
    String uri = "kamelet:" + kamelet.name() + "?" + parameters;
    String from = kamelet.kind().equals("source") ? uri : "direct:" + id;
    String to =
        !kamelet.kind().equals("source")
            ? uri
            : kamelet.name().equals("serai-bus-source") ? "mock:read" : "bus:events";
    return """
        - route:
            id: %s
            from:
              uri: "%s"
              steps:
                - to: "%s"
        """
        .formatted(id, from, to);
  }
}
