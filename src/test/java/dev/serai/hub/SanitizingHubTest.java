package dev.serai.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.LogLines;
import dev.serai.cli.Cli;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.StoredEvent;
import dev.serai.source.poll.WebServer;
import dev.serai.source.poll.WebServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a secret that comes in leaves behind in a whole hub: nothing. */
class SanitizingHubTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  /** Every secret of these tests. */
  private static final String RAW = "hunter2-raw";

  private static final String MAIL = "ada@mail.example.org";
  private static final String CARD = "4242 4242 4242 4242";

  @TempDir static Path folder;
  private static final WebServer SERVER = new WebServer();
  private static TestHub hub;

  @BeforeAll
  static void open() {
    SERVER.at(
        "/orders",
        Answer.ok("[{\"id\":1,\"api_key\":\"" + RAW + "\",\"mail\":\"" + MAIL + "\",\"n\":2.50}]"));
    hub =
        TestHub.start(
            folder,
            """
            channels: { native: {}, said: {}, all: {}, came: {}, orders: {}, open: {} }
            policies:
              once: { attempts: 1 }
            connectors:
              github:
                type: webhook
                verify: { scheme: github, secrets: ["%1$s"] }
                normalize: github
                vocabulary: native
                channel: native
              ci:
                type: webhook
                verify: { scheme: bearer, secrets: ["entry"] }
                normalize: github
                vocabulary: cdevents
                channel: said
              any:
                type: webhook
                verify: { scheme: bearer, secrets: ["entry"], eventHeader: X-Event }
                normalize: json
                channel: all
                sanitize:
                  drop: people.*.phone
                  mask: "**.street"
                  hash: customer
                  detect: [emails, cards, secrets, tokens]
                  key: a key of this very test
              events:
                type: cloudevents
                verify: { scheme: bearer, secrets: ["entry"] }
                channel: came
                sanitize: { mask: [person] }
              shop:
                type: poll
                url: "%2$s"
                every: 10s
                channel: orders
                sanitize: { detect: emails }
              open:
                type: webhook
                verify: { scheme: bearer, secrets: ["entry"] }
                normalize: json
                channel: open
                sanitize: off
              own:
                type: webhook
                verify: { scheme: bearer, secrets: ["entry"] }
                sanitize: { mask: [people, customer, log] }
            """
                .formatted(TestHub.SECRET, SERVER.url("/orders")));
    hub.save(
        "routes/fails.camel.yaml",
        """
        - route:
            id: fails
            from:
              uri: bus:all
              parameters: { group: fails, policy: once }
              steps:
                - log: "${body} ${headers}"
                - throwException: { exceptionType: java.lang.IllegalStateException, message: "cannot: ${body}" }
        """);
    hub.save(
        "routes/own.camel.yaml",
        """
        - route:
            id: own
            from:
              uri: webhook:own
              steps:
                - to: "log:own?showAll=true&showStreams=true"
                - throwException: { exceptionType: java.lang.IllegalStateException, message: "no: ${body}" }
        """);
    await()
        .atMost(LONG)
        .until(
            () ->
                hub.hub().camel().getRoute("fails") != null
                    && hub.hub().camel().getRoute("own") != null);
  }

  @AfterAll
  static void close() {
    hub.close();
    SERVER.close();
  }

  private static List<StoredEvent> events(String channel) {
    return hub.hub().ledger().events().read(channel, 0, 100);
  }

  private static String data(StoredEvent stored) {
    return new String(stored.event().getData().toBytes(), UTF_8);
  }

  private static HttpResponse<String> post(String connector, String body, String... headers) {
    List<String> all =
        new ArrayList<>(
            List.of("Authorization", "Bearer entry", "Content-Type", "application/json"));
    all.addAll(List.of(headers));
    return hub.post("/webhooks/" + connector, body, all.toArray(String[]::new));
  }

  private static String workflowRun() throws IOException {
    String sample =
        Files.readString(
            Path.of("src/main/resources/samples/github/workflow_run.completed.failure.json"));
    return sample.replaceFirst("\\{", "{ \"client_secret\" : \"" + RAW + "\",");
  }

  @Test
  void a_body_that_is_handed_on_as_it_came_is_verified_as_it_came_and_masked_by_names()
      throws IOException {
    String body = workflowRun();

    assertThat(hub.github("workflow_run", "d-1", body).statusCode()).isEqualTo(202);
    assertThat(hub.github("workflow_run", "d-1", body).statusCode()).isEqualTo(200);

    assertThat(events("native")).hasSize(1);
    assertThat(data(events("native").get(0))).isEqualTo(body.replace(RAW, "***"));
  }

  @Test
  void other_vocabularies_are_made_of_what_is_left() throws IOException {
    assertThat(
            post(
                    "ci",
                    workflowRun().replace("Build", "Build " + RAW + " " + MAIL),
                    "X-GitHub-Event",
                    "workflow_run",
                    "X-GitHub-Delivery",
                    "d-2")
                .statusCode())
        .isEqualTo(202);

    assertThat(data(events("said").get(0))).contains("customData").doesNotContain("client_secret");
  }

  @Test
  void what_fails_leaves_nothing_raw_in_the_dead_letter_the_log_the_commands_and_the_files()
      throws IOException {
    String body =
        """
        {"id":"x","people":{"a":{"phone":"%1$s","at":{"street":"%1$s"}}},"customer":"%1$s","Password":"%1$s",
         "log":"mail %2$s card %3$s export DB_TOKEN=%1$s and ghp_%4$s"}"""
            .formatted(RAW, MAIL, CARD, "a".repeat(36));

    // Here and not for all tests: the commands of others make the log quiet.
    try (LogLines log = new LogLines("")) {
      assertThat(post("any", body, "X-Event", "order", "X-Hook-Token", RAW).statusCode())
          .isEqualTo(202);
      assertThat(post("any", body, "X-Event", "order").statusCode()).isEqualTo(200);
      assertThat(post("own", body).statusCode()).isEqualTo(503);
      await()
          .atMost(LONG)
          .until(() -> hub.hub().ledger().deadLetters().count(DeadLetterQuery.all()) == 1);
      assertThat(String.join("\n", log.all()))
          .contains("hmac:", "\"Password\":\"***\"")
          .satisfies(clean());
    }

    assertThat(data(events("all").get(0)))
        .contains(
            "{\"id\":\"x\",\"people\":{\"a\":{\"at\":{\"street\":\"***\"}}},\"customer\":\"hmac:",
            "\"Password\":\"***\"",
            "mail *** card *** export DB_TOKEN=*** and ***");
    assertThat(command("dead-letters", "show", "1")).contains("cannot: ").satisfies(clean());
    assertThat(command("dead-letters", "ls", "--json")).contains("cannot: ").satisfies(clean());
    assertThat(command("events", "--json")).contains("hmac:").satisfies(clean());
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1)).as(file.toString()).satisfies(clean());
      }
    }
  }

  private static ThrowingConsumer<String> clean() {
    return text -> assertThat(text).doesNotContain(RAW, MAIL, CARD, "ghp_");
  }

  private static String command(String... line) {
    List<String> all = new ArrayList<>(List.of(line));
    all.add("--data=" + folder.resolve("data"));
    all.add("--config=" + folder.resolve("connectors.yaml"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, UTF_8);
    int code = Cli.run(all.toArray(String[]::new), name -> null, print, print, false);
    assertThat(code).as(out.toString(UTF_8)).isZero();
    return out.toString(UTF_8);
  }

  @Test
  void cloudevents_are_cleaned_where_their_connector_says_so() {
    HttpResponse<String> answer =
        hub.post(
            "/events",
            "{\"person\":{\"name\":\"" + RAW + "\"},\"token\":\"" + RAW + "\",\"n\":1}",
            "Authorization",
            "Bearer entry",
            "Content-Type",
            "application/json",
            "ce-specversion",
            "1.0",
            "ce-id",
            "e-1",
            "ce-type",
            "t",
            "ce-source",
            "/s");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(data(events("came").get(0)))
        .isEqualTo("{\"person\":\"***\",\"token\":\"***\",\"n\":1}");
  }

  @Test
  void what_is_polled_is_cleaned() {
    await().atMost(LONG).until(() -> events("orders").size() == 1);

    assertThat(data(events("orders").get(0)))
        .contains("{\"id\":1,\"api_key\":\"***\",\"mail\":\"***\",\"n\":2.5");
  }

  @Test
  void off_is_off() {
    assertThat(post("open", "{\"token\":\"open-secret\"}").statusCode()).isEqualTo(202);

    assertThat(data(events("open").get(0))).contains("\"token\":\"open-secret\"");
  }

  @Test
  void broken_json_is_refused_before_a_route_sees_it() {
    HttpResponse<String> answer = post("own", "{\"password\":\"" + RAW);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("the body begins like JSON and is none at line 1");
  }
}
