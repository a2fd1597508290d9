package dev.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.serai.ledger.EventQuery;
import dev.serai.ledger.StoredEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes that the repository ships, against a stand-in of the systems they call. */
class PipelineGuardTest {

  @TempDir Path folder;
  private final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
  private HttpServer outside;

  @BeforeEach
  void start() throws IOException {
    outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    outside.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          calls.add(
              String.join(
                  " ",
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                  body));
          Integer status =
              exchange.getRequestURI().getPath().startsWith("/repos") ? answers.poll() : null;
          exchange.sendResponseHeaders(status == null ? 201 : status, -1);
          exchange.close();
        });
    outside.start();
    Files.createDirectories(folder.resolve("routes"));
    try (Stream<Path> shipped = Files.list(Path.of("routes/pipeline-guard"))) {
      for (Path route : shipped.toList()) {
        Files.copy(route, folder.resolve("routes").resolve(route.getFileName()));
      }
    }
  }

  @AfterEach
  void stop() {
    outside.stop(0);
  }

  @Test
  void a_failed_run_is_run_again_announced_and_remembered() throws SQLException {
    System.setProperty("GITHUB_TOKEN", "t0ken");
    System.setProperty("GITHUB_API_URL", url());
    System.setProperty("NOTIFY_URL", url() + "/notify");
    answers.add(503);
    try (TestHub hub = TestHub.start(folder, config())) {
      hub.github("workflow_run", "d-1", run("failure", 1, "2026-11-01T10:01:00Z"));

      await().until(() -> heals().size() == 2);
      await().until(() -> events(hub, "ci.actions").size() == 1);
      await().until(() -> notes().size() == 2);
      await().until(() -> !states().isEmpty());

      assertThat(heals())
          .allMatch(
              call ->
                  call.startsWith(
                      "POST /repos/acme/shop/actions/runs/7/rerun-failed-jobs Bearer t0ken"));
      assertThat(events(hub, "ci.actions").get(0).event().getType())
          .isEqualTo("pipeline.healing.requested");
      assertThat(notes())
          .anyMatch(note -> note.contains("{\"text\": \"Pipeline failed: acme/shop on main"));
      assertThat(notes()).noneMatch(note -> note.contains("t0ken"));
      assertThat(states()).containsExactly("github acme/shop pipeline.failed main a1b2");
    } finally {
      System.clearProperty("GITHUB_TOKEN");
      System.clearProperty("GITHUB_API_URL");
      System.clearProperty("NOTIFY_URL");
    }
  }

  @Test
  void without_a_token_the_action_is_only_announced_and_a_second_failure_is_left_to_people() {
    try (TestHub hub = TestHub.start(folder, config())) {
      hub.github("workflow_run", "d-1", run("failure", 1, "2026-11-01T10:01:00Z"));
      hub.github("workflow_run", "d-2", run("failure", 2, "2026-11-01T10:02:00Z"));

      await()
          .until(
              () ->
                  hub.hub().dispatcher().groups().stream()
                      .allMatch(group -> group.lag().events().orElse(1) == 0));

      assertThat(calls).isEmpty();
      assertThat(events(hub, "ci.actions"))
          .singleElement()
          .satisfies(
              each ->
                  assertThat(new String(each.event().getData().toBytes(), StandardCharsets.UTF_8))
                      .contains("\"action\": \"announce\""));
    }
  }

  @Test
  void an_older_event_that_comes_late_does_not_overwrite_the_state() throws SQLException {
    try (TestHub hub = TestHub.start(folder, config())) {
      hub.github("workflow_run", "d-1", run("success", 1, "2026-11-01T10:05:00Z"));
      hub.github("workflow_run", "d-2", run("failure", 1, "2026-11-01T10:01:00Z"));

      await()
          .until(
              () ->
                  hub.hub().dispatcher().groups().stream()
                      .allMatch(group -> group.lag().events().orElse(1) == 0));

      assertThat(states()).containsExactly("github acme/shop pipeline.completed main a1b2");
    }
  }

  private List<String> states() throws SQLException {
    Path file = folder.resolve("data/pipeline-guard.db");
    List<String> states = new ArrayList<>();
    if (!Files.exists(file)) {
      return states;
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select platform, repository, state, branch, commit_sha from pipeline_state")) {
      while (rows.next()) {
        states.add(
            String.join(
                " ",
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5)));
      }
    }
    return states;
  }

  private List<String> heals() {
    return calls.stream().filter(call -> call.startsWith("POST /repos/")).toList();
  }

  private List<String> notes() {
    return calls.stream().filter(call -> call.startsWith("POST /notify")).toList();
  }

  private String url() {
    return "http://127.0.0.1:" + outside.getAddress().getPort();
  }

  private static String config() {
    return TestHub.CONFIG.replace("quick: { attempts: 3", "patient: { attempts: 3");
  }

  private static String run(String conclusion, int attempt, String updatedAt) {
    return """
        {"action": "completed",
         "workflow_run": {"id": 7, "name": "build", "head_branch": "main", "head_sha": "a1b2", "run_attempt": %d,
           "status": "completed", "conclusion": "%s", "created_at": "2026-11-01T10:00:00Z",
           "run_started_at": "2026-11-01T10:00:00Z", "updated_at": "%s",
           "html_url": "https://github.com/acme/shop/actions/runs/7",
           "logs_url": "https://api.github.com/repos/acme/shop/actions/runs/7/logs",
           "artifacts_url": "https://api.github.com/repos/acme/shop/actions/runs/7/artifacts",
           "head_commit": {"author": {"name": "Ada"}}},
         "workflow": {"name": "build"},
         "repository": {"full_name": "acme/shop", "html_url": "https://github.com/acme/shop",
           "url": "https://api.github.com/repos/acme/shop"},
         "sender": {"login": "ada"}}
        """
        .formatted(attempt, conclusion, updatedAt);
  }

  private static List<StoredEvent> events(TestHub hub, String channel) {
    return hub.hub()
        .ledger()
        .events()
        .find(new EventQuery(channel, null, null, Set.of(), null, null, null), 0, 100);
  }
}
