package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.config.HubConfig;
import dev.serai.hub.Bindings;
import dev.serai.hub.ConfigCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files for containers can be read, and what they name is there. */
class DockerFilesTest {

  private static final Path FOLDER = Path.of("docker");

  static List<Path> overlays() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().matches("compose.*\\.yaml"))
          .sorted()
          .toList();
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> read(Path file) throws IOException {
    Load yaml = new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build());
    return (Map<String, Object>) yaml.loadFromString(Files.readString(file));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> services(Path file) throws IOException {
    return (Map<String, Map<String, Object>>) read(file).get("services");
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> items ? items : List.of();
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> entries ? entries : Map.of();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void every_service_has_an_image_or_is_built_here(Path file) throws IOException {
    Map<String, Map<String, Object>> base = services(FOLDER.resolve("compose.yaml"));

    services(file)
        .forEach(
            (name, service) ->
                assertThat(service.containsKey("image") || base.containsKey(name))
                    .as("%s: service %s", file, name)
                    .isTrue());
    Map<?, ?> build = map(base.get("serai").get("build"));
    Path context = FOLDER.resolve(build.get("context").toString()).normalize();
    assertThat(context.resolve(build.get("dockerfile").toString())).isRegularFile();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void what_a_service_waits_for_and_mounts_is_there(Path file) throws IOException {
    Set<String> known = new TreeSet<>(services(file).keySet());
    known.addAll(services(FOLDER.resolve("compose.yaml")).keySet());
    Set<String> volumes = new TreeSet<>();
    map(read(file).get("volumes")).keySet().forEach(name -> volumes.add(name.toString()));

    for (Map<String, Object> service : services(file).values()) {
      map(service.get("depends_on"))
          .keySet()
          .forEach(name -> assertThat(known).contains("" + name));
      for (Object mount : list(service.get("volumes"))) {
        String from = mount.toString().split(":", 2)[0];
        if (from.startsWith(".")) {
          assertThat(FOLDER.resolve(from)).as("%s in %s", mount, file).exists();
        } else {
          assertThat(volumes).as("%s in %s", mount, file).contains(from);
        }
      }
    }
  }

  /** As compose does: a default after {@code :-}, and a value for what must be given. */
  private static String resolved(Object value) {
    return Pattern.compile("\\$\\{(\\w+)(?::-([^}]*)|:\\?[^}]*)?}")
        .matcher(value.toString())
        .replaceAll(match -> match.group(2) == null ? "given" : match.group(2));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void the_hub_starts_from_the_shipped_configuration_with_the_variables(Path file)
      throws IOException {
    Path shipped = Path.of("connectors.yaml");
    String text = Files.readString(shipped);
    Map<String, String> env = new HashMap<>();
    map(services(file).get("serai").get("environment"))
        .forEach((name, value) -> env.put(name.toString(), resolved(value)));

    HubConfig config = ConfigCheck.load(shipped, env::get);

    assertThat(env.keySet()).allMatch(name -> text.contains("${" + name + ":"));
    String broker = env.getOrDefault("SERAI_BROKER", "embedded");
    assertThat(config.broker()).isEqualTo(broker);
    assertThat(Bindings.profile(broker, config.brokerSettings())).isNotNull();
    assertThat(config.ledger().url())
        .isEqualTo(env.getOrDefault("SERAI_LEDGER_URL", "sqlite:serai.db"));
    Set<String> hosts = services(file).keySet();
    assertThat(env.values().stream().filter(value -> value.contains("://")))
        .allMatch(value -> hosts.stream().anyMatch(value::contains));
  }

  @Test
  void the_image_is_made_of_what_is_there() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve("Dockerfile"))) {
      if (line.startsWith("COPY ") && !line.contains("--from=")) {
        List<String> words =
            Stream.of(line.split("\\s+")).skip(1).filter(word -> !word.startsWith("--")).toList();
        words.subList(0, words.size() - 1).stream()
            .filter(word -> !Files.exists(Path.of(word)))
            .forEach(missing::add);
      }
    }
    assertThat(missing).isEmpty();
    assertThat(new ObjectMapper().readTree(FOLDER.resolve("servicebus/config.json").toFile()))
        .isNotEmpty();
  }
}
