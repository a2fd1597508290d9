package dev.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.config.HubConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages show can be done: their configurations are valid, their routes run. */
class GuideTest {

  private static final Path GUIDE = Path.of("docs", "guide");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#: ]+)(?:#[^)]*)?\\)");
  private static final Pattern ROUTE_ID = Pattern.compile("(?m)^    id: (\\S+)$");

  @TempDir Path folder;

  static List<Path> guides() throws IOException {
    try (Stream<Path> pages = Files.list(GUIDE)) {
      return pages
          .filter(
              page -> !page.endsWith("normalizers.md") && !page.endsWith("unforeseen-sender.md"))
          .sorted()
          .toList();
    }
  }

  static List<Path> pages() throws IOException {
    List<Path> all = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(all::add);
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("guides")
  void every_configuration_of_a_guide_is_valid(Path guide) throws IOException {
    for (String block : yaml(guide)) {
      if (!isRoute(block)) {
        Path file = Files.writeString(folder.resolve("connectors.yaml"), block);

        assertThat(ConfigCheck.load(file, GuideTest::anything)).isInstanceOf(HubConfig.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("guides")
  void every_route_of_a_guide_runs_beside_the_guide_s_first_configuration(Path guide)
      throws IOException {
    List<String> routes = yaml(guide).stream().filter(GuideTest::isRoute).toList();
    if (routes.isEmpty()) {
      return;
    }
    String config =
        yaml(guide).stream()
            .filter(block -> !isRoute(block))
            .findFirst()
            .orElse(Files.readString(Path.of("connectors.yaml")));
    Files.writeString(folder.resolve("connectors.yaml"), config);
    Files.createDirectories(folder.resolve("routes"));
    for (int i = 0; i < routes.size(); i++) {
      Files.writeString(folder.resolve("routes/guide-" + i + ".camel.yaml"), routes.get(i));
    }

    try (Hub hub =
        Hub.start(
            new HubOptions(
                folder.resolve("connectors.yaml"),
                folder.resolve("routes"),
                folder.resolve("data"),
                OptionalInt.of(0),
                OptionalInt.of(0),
                GuideTest::anything))) {
      for (String id : ids(routes)) {
        assertThat(hub.camel().getRouteController().getRouteStatus(id))
            .as("route %s of %s", id, guide)
            .isEqualTo(ServiceStatus.Started);
      }
      assertThat(hub.camel().getRoutes()).extracting(Route::getId).containsAll(ids(routes));
    }
  }

  @Test
  void the_guides_show_routes_and_configurations() throws IOException {
    List<String> blocks = new ArrayList<>();
    for (Path guide : guides()) {
      blocks.addAll(yaml(guide));
    }

    assertThat(blocks).anyMatch(GuideTest::isRoute).anyMatch(block -> !isRoute(block));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_link_of_a_page_leads_somewhere(Path page) throws IOException {
    Matcher link = LINK.matcher(Files.readString(page));
    while (link.find()) {
      assertThat(page.resolveSibling(link.group(1))).as("link in %s", page).exists();
    }
  }

  private static List<String> yaml(Path page) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher block = YAML.matcher(Files.readString(page));
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }

  private static boolean isRoute(String block) {
    return block.startsWith("- ");
  }

  private static List<String> ids(List<String> routes) {
    return routes.stream()
        .flatMap(block -> ROUTE_ID.matcher(block).results().map(id -> id.group(1)))
        .toList();
  }

  /** As on a machine where every secret is set and nothing else. */
  private static String anything(String name) {
    if (name.endsWith("_KEY")) {
      return "whsec_" + "QUJD".repeat(8);
    }
    return Map.of("SERAI_PORT", "0", "SERAI_MANAGEMENT_PORT", "0")
        .getOrDefault(name, name.matches(".*(SECRET|TOKEN|PASSWORD).*") ? "a secret" : null);
  }
}
