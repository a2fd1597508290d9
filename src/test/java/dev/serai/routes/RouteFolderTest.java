package dev.serai.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFolderTest {

  private record Reload(String file, List<RouteProblem> problems) {}

  @TempDir Path folder;
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final ConcurrentLinkedQueue<Reload> reloads = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> removed = new ConcurrentLinkedQueue<>();
  private RouteFolder routes;
  private ProducerTemplate template;

  @BeforeEach
  void start() {
    KameletComponent kamelets = new KameletComponent();
    kamelets.setLocation("file:" + folder + "/kamelets,classpath:kamelets");
    context.addComponent("kamelet", kamelets);
    context.start();
    template = context.createProducerTemplate();
    routes =
        new RouteFolder(
            folder,
            context,
            new ReloadListener() {
              @Override
              public void reloaded(String file, List<RouteProblem> problems) {
                reloads.add(new Reload(file, problems));
              }

              @Override
              public void removed(String file) {
                removed.add(file);
              }
            });
  }

  @AfterEach
  void stop() throws IOException {
    routes.close();
    context.close();
  }

  @Test
  void files_that_are_there_run_when_it_starts_also_in_nested_folders() throws IOException {
    save("one.camel.yaml", answering("one", "hello"));
    save("deep/two.camel.yaml", answering("two", "world"));

    routes.start();

    assertThat(answer("one")).isEqualTo("hello");
    assertThat(answer("two")).isEqualTo("world");
  }

  @Test
  void a_saved_file_is_live_within_a_second() throws IOException {
    routes.start();

    save("one.camel.yaml", answering("one", "hello"));
    await().atMost(Duration.ofSeconds(2)).until(() -> context.getRoute("one") != null);
    save("one.camel.yaml", answering("one", "hello again"));

    await().atMost(Duration.ofSeconds(2)).until(() -> answer("one").equals("hello again"));
  }

  @Test
  void a_renamed_route_and_a_renamed_file_leave_nothing_behind() throws IOException {
    save("one.camel.yaml", answering("one", "hello"));
    routes.start();

    save("one.camel.yaml", answering("uno", "hola"));
    await().until(() -> context.getRoute("uno") != null && context.getRoute("one") == null);
    Files.move(folder.resolve("one.camel.yaml"), folder.resolve("uno.camel.yaml"));
    await().until(() -> reloads.stream().anyMatch(each -> each.file().endsWith("uno.camel.yaml")));

    assertThat(answer("uno")).isEqualTo("hola");
    assertThat(routeIds()).containsExactly("uno");
  }

  @Test
  void a_deleted_file_stops_its_routes() throws IOException {
    save("one.camel.yaml", answering("one", "hello"));
    routes.start();

    Files.delete(folder.resolve("one.camel.yaml"));

    await().until(() -> context.getRoute("one") == null);
    await().until(() -> !removed.isEmpty());
    assertThat(removed).containsExactly(folder.resolve("one.camel.yaml").toString());
    assertThat(reloads).hasSize(1);
  }

  @Test
  void an_editors_lock_and_a_link_that_leads_nowhere_are_passed_over() throws IOException {
    Path nowhere = folder.resolve("gone");
    Files.createSymbolicLink(folder.resolve(".#one.camel.yaml"), nowhere);
    Files.createSymbolicLink(folder.resolve("linked.camel.yaml"), nowhere);
    save(".hidden/two.camel.yaml", answering("two", "hidden"));
    save("one.camel.yaml", answering("one", "hello"));

    routes.start();
    assertThat(routeIds()).containsExactly("one");
    save("one.camel.yaml", answering("one", "hello again"));

    await().atMost(Duration.ofSeconds(5)).until(() -> answer("one").equals("hello again"));
    assertThat(new RouteCheck().check(folder).problems()).isEmpty();
  }

  @Test
  void a_link_to_a_route_file_is_followed() throws IOException {
    save(".data/one.camel.yaml", answering("one", "hello"));
    Files.createSymbolicLink(
        folder.resolve("one.camel.yaml"), folder.resolve(".data/one.camel.yaml"));

    routes.start();

    assertThat(answer("one")).isEqualTo("hello");
  }

  @Test
  void a_file_nested_too_deeply_is_a_problem_of_that_file_alone() throws IOException {
    routes.start();

    save("deep.camel.yaml", "[".repeat(30_000));
    await().until(() -> problem("deep.camel.yaml").contains("is nested too deeply"));
    save("one.camel.yaml", answering("one", "hello"));

    await().until(() -> context.getRoute("one") != null);
    assertThat(routes.sinceLastLook()).isLessThan(Duration.ofSeconds(30));
    assertThat(new RouteCheck().check(folder).problems())
        .singleElement()
        .asString()
        .contains("deep.camel.yaml: is nested too deeply");
  }

  @Test
  void a_file_that_is_no_yaml_changes_nothing_and_is_told_with_its_line() throws IOException {
    save("one.camel.yaml", answering("one", "hello"));
    routes.start();

    save("one.camel.yaml", answering("one", "bye") + "\n   - broken: [");
    await().until(() -> !routes.broken().isEmpty());

    assertThat(answer("one")).isEqualTo("hello");
    RouteProblem problem = problems("one.camel.yaml").get(0);
    assertThat(problem.file()).endsWith("one.camel.yaml");
    assertThat(problem.line()).isPositive();

    save("one.camel.yaml", answering("one", "healed"));
    await().until(() -> answer("one").equals("healed"));
    assertThat(routes.broken()).isEmpty();
  }

  @Test
  void an_unknown_step_component_or_option_changes_nothing_and_names_the_way_out()
      throws IOException {
    save("one.camel.yaml", answering("one", "hello"));
    routes.start();

    save("one.camel.yaml", answering("one", "bye").replace("setBody", "setBodyy"));
    await().until(() -> problem("one.camel.yaml").contains("setBodyy"));
    save("one.camel.yaml", "- route: {id: one, from: {uri: 'direct:one', steps: [{to: 'lgo:x'}]}}");
    await().until(() -> problem("one.camel.yaml").contains("did you mean 'log'?"));
    save(
        "one.camel.yaml",
        "- route: {id: one, from: {uri: 'direct:one', steps: [{to: 'log:x?levl=INFO'}]}}");
    await().until(() -> problem("one.camel.yaml").contains("did you mean 'level'?"));

    assertThat(answer("one")).isEqualTo("hello");
  }

  @Test
  void a_route_that_cannot_start_is_put_back_as_it_was() throws IOException {
    save("one.camel.yaml", answering("one", "hello"));
    routes.start();

    save(
        "one.camel.yaml",
        """
        - route:
            id: one
            from:
              uri: direct:one
              steps:
                - process: {ref: no-such-bean}
        """);
    await().until(() -> problem("one.camel.yaml").contains("no-such-bean"));

    assertThat(answer("one")).isEqualTo("hello");
  }

  @Test
  void a_line_of_an_expression_is_not_taken_for_one_of_the_file() throws IOException {
    routes.start();

    save(
        "one.camel.yaml",
        """
        - route:
            id: one
            from:
              uri: direct:one
              steps:
                - setBody: {jq: {expression: ".a | | b"}}
        """);
    await().until(() -> problem("one.camel.yaml").contains("at line 1, column 6"));

    assertThat(routes.broken().get(folder.resolve("one.camel.yaml").toString()))
        .singleElement()
        .extracting(RouteProblem::line)
        .isEqualTo(0);
  }

  @Test
  void a_route_id_belongs_to_one_file() throws IOException {
    save("one.camel.yaml", answering("one", "hello"));
    save("two.camel.yaml", answering("one", "thief"));

    routes.start();

    assertThat(problem("two.camel.yaml"))
        .contains("route id 'one' is already used in")
        .contains("one.camel.yaml");
    assertThat(answer("one")).isEqualTo("hello");
    Files.delete(folder.resolve("one.camel.yaml"));
    await().until(() -> context.getRoute("one") != null && answer("one").equals("thief"));
  }

  @Test
  void work_in_flight_on_another_route_is_not_disturbed() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    context
        .getRegistry()
        .bind(
            "slow",
            (org.apache.camel.Processor)
                exchange -> {
                  inside.countDown();
                  assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
                });
    save(
        "slow.camel.yaml",
        "- route: {id: slow, from: {uri: 'direct:slow', steps: [{process: {ref: slow}}, {setBody: {constant: done}}]}}");
    save("one.camel.yaml", answering("one", "hello"));
    routes.start();
    Route slow = context.getRoute("slow");

    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(() -> template.requestBody("direct:slow", "", String.class));
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
    save("one.camel.yaml", answering("one", "hello again"));
    await().until(() -> answer("one").equals("hello again"));
    goOn.countDown();

    assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("done");
    assertThat(context.getRoute("slow")).isSameAs(slow);
  }

  @Test
  void an_edited_kamelet_counts_for_the_routes_that_use_it_and_a_broken_one_does_not()
      throws IOException {
    save("kamelets/shout-action.kamelet.yaml", shout("!"));
    save("one.camel.yaml", shouting("one"));
    save("other.camel.yaml", answering("other", "calm"));
    routes.start();
    Route other = context.getRoute("other");
    assertThat(answer("one")).isEqualTo("hey!");

    save("kamelets/shout-action.kamelet.yaml", shout("?!"));
    await().until(() -> answer("one").equals("hey?!"));
    save("kamelets/shout-action.kamelet.yaml", "apiVersion: [");
    await().until(() -> !routes.broken().isEmpty());

    assertThat(answer("one")).isEqualTo("hey?!");
    assertThat(context.getRoute("other")).isSameAs(other);
  }

  @Test
  void a_route_whose_kamelet_comes_later_starts_then() throws IOException {
    save("one.camel.yaml", shouting("one"));
    routes.start();
    assertThat(problems("one.camel.yaml")).isNotEmpty();

    save("kamelets/shout-action.kamelet.yaml", shout("!"));

    await().until(() -> context.getRoute("one") != null && answer("one").equals("hey!"));
    assertThat(routes.broken()).isEmpty();
  }

  private String problem(String file) {
    return problems(file).stream().map(RouteProblem::message).findFirst().orElse("");
  }

  private List<RouteProblem> problems(String file) {
    return routes.broken().getOrDefault(folder.resolve(file).toString(), List.of());
  }

  private List<String> routeIds() {
    return context.getRoutes().stream().map(Route::getId).toList();
  }

  private String answer(String route) {
    return template.requestBody("direct:" + route, "", String.class);
  }

  private void save(String file, String yaml) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, yaml);
  }

  private static String answering(String id, String answer) {
    return """
        - route:
            id: %s
            from:
              uri: direct:%s
              steps:
                - setBody: {constant: "%s"}
        """
        .formatted(id, id, answer);
  }

  private static String shouting(String id) {
    return """
        - route:
            id: %s
            from:
              uri: direct:%s
              steps:
                - setBody: {constant: "hey"}
                - to: kamelet:shout-action
        """
        .formatted(id, id);
  }

  private static String shout(String suffix) {
    return """
        apiVersion: camel.apache.org/v1
        kind: Kamelet
        metadata:
          name: shout-action
        spec:
          definition:
            title: Shout
            description: Adds a suffix
            type: object
          template:
            from:
              uri: kamelet:source
              steps:
                - setBody: {simple: "${body}%s"}
        """
        .formatted(suffix);
  }
}
