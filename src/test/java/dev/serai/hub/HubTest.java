package dev.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.ledger.EventQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import dev.serai.ledger.StoredEvent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubTest {

  private static final String FAILED_RUN =
      """
      {"action": "completed",
       "workflow_run": {"id": 7, "name": "build", "head_branch": "main", "head_sha": "a1b2", "run_attempt": 1,
         "status": "completed", "conclusion": "failure", "created_at": "2026-11-01T10:00:00Z",
         "run_started_at": "2026-11-01T10:00:00Z", "updated_at": "2026-11-01T10:01:00Z",
         "html_url": "https://github.com/acme/shop/actions/runs/7",
         "logs_url": "https://api.github.com/repos/acme/shop/actions/runs/7/logs",
         "artifacts_url": "https://api.github.com/repos/acme/shop/actions/runs/7/artifacts",
         "head_commit": {"author": {"name": "Ada"}}},
       "workflow": {"name": "build"},
       "repository": {"full_name": "acme/shop", "html_url": "https://github.com/acme/shop",
         "url": "https://api.github.com/repos/acme/shop"},
       "sender": {"login": "ada"}}
      """;

  @TempDir Path folder;

  @Test
  void a_signed_webhook_is_an_event_on_its_channel_when_it_is_answered() {
    try (TestHub hub = TestHub.start(folder, TestHub.CONFIG)) {
      var answer = hub.github("workflow_run", "d-1", FAILED_RUN);

      assertThat(answer.statusCode()).isEqualTo(202);
      StoredEvent stored = events(hub, "ci.events").get(0);
      assertThat(stored.event().getType()).isEqualTo("pipeline.failed");
      assertThat(stored.event().getId()).isEqualTo("d-1");
      assertThat(stored.event().getExtension("partitionkey")).isEqualTo("acme/shop");
    }
  }

  @Test
  void the_same_delivery_again_is_no_second_event_also_after_a_restart() {
    try (TestHub hub = TestHub.start(folder, TestHub.CONFIG)) {
      hub.github("workflow_run", "d-1", FAILED_RUN);
      assertThat(hub.github("workflow_run", "d-1", FAILED_RUN).body()).contains("duplicate");
      hub.stop();
      hub.start();

      assertThat(hub.github("workflow_run", "d-1", FAILED_RUN).body()).contains("duplicate");
      assertThat(events(hub, "ci.events")).hasSize(1);
    }
  }

  @Test
  void the_same_delivery_many_times_at_once_is_one_event() {
    try (TestHub hub = TestHub.start(folder, TestHub.CONFIG)) {
      var answers =
          IntStream.range(0, 20)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> hub.github("workflow_run", "d-1", FAILED_RUN).statusCode()))
              .toList();

      assertThat(answers).allSatisfy(each -> assertThat(each.join()).isIn(200, 202));
      assertThat(events(hub, "ci.events")).hasSize(1);
    }
  }

  @Test
  void a_valid_but_unwanted_delivery_is_answered_2xx_and_recorded() {
    try (TestHub hub = TestHub.start(folder, TestHub.CONFIG)) {
      var answer = hub.github("star", "d-2", "{\"action\": \"created\"}");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(hub.hub().ledger().seen().ignored(Optional.of("github"), 10))
          .singleElement()
          .satisfies(each -> assertThat(each.deliveryId()).isEqualTo("d-2"));
      assertThat(events(hub, "ci.events")).isEmpty();
    }
  }

  @Test
  void a_malformed_body_with_a_good_signature_is_the_senders_mistake() {
    try (TestHub hub = TestHub.start(folder, TestHub.CONFIG)) {
      var answer = hub.github("workflow_run", "d-3", "{\"action\": ");

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
      assertThat(events(hub, "ci.events")).isEmpty();
    }
  }

  @Test
  void cloudevents_come_in_as_they_are() {
    try (TestHub hub = TestHub.start(folder, TestHub.CONFIG)) {
      var answer =
          hub.post(
              "/events",
              "{\"n\":1}",
              "Content-Type",
              "application/json",
              "Authorization",
              "Bearer token",
              "ce-specversion",
              "1.0",
              "ce-id",
              "e-1",
              "ce-source",
              "/shop",
              "ce-type",
              "order.created");

      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(events(hub, "events").get(0).event().getType()).isEqualTo("order.created");
    }
  }

  @Test
  void a_route_of_the_users_takes_a_door_over_and_gives_it_back_without_losing_a_delivery() {
    ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    try (TestHub hub = TestHub.start(folder, TestHub.CONFIG)) {
      hub.hub()
          .camel()
          .getRegistry()
          .bind(
              "seen",
              (Processor)
                  exchange ->
                      seen.add(
                          exchange.getMessage().getHeader("CamelWebhookDeliveryId", String.class)));

      hub.save(
          "routes/mine.camel.yaml",
          """
          - route:
              id: mine
              from:
                uri: webhook:github
                steps:
                  - process: {ref: seen}
                  - to: normalize:github
                  - to: bus:ci.events
          """);
      int[] sent = {0};
      await()
          .until(
              () -> {
                assertThat(send(hub, ++sent[0])).isEqualTo(202);
                return !seen.isEmpty();
              });
      hub.save(
          "routes/mine.camel.yaml",
          "- route: {id: other, from: {uri: 'direct:x', steps: [{log: x}]}}");
      await()
          .until(
              () -> {
                assertThat(send(hub, ++sent[0])).isEqualTo(202);
                return hub.hub().camel().getRoute("serai-door-github") != null;
              });

      assertThat(events(hub, "ci.events")).hasSize(sent[0]);
    }
  }

  @Test
  void what_was_accepted_is_delivered_after_a_restart() {
    try (TestHub hub = TestHub.start(folder, TestHub.CONFIG)) {
      hub.save(
          "routes/consume.camel.yaml",
          """
          - route:
              id: consume
              from:
                uri: bus:ci.events
                parameters: {group: g, types: pipeline.failed}
                steps:
                  - to: bus:seen
          """);
      await().until(() -> hub.hub().camel().getRoute("consume") != null);
      hub.save(
          "routes/consume.camel.yaml",
          "- route: {id: x, from: {uri: 'direct:x', steps: [{log: x}]}}");
      await().until(() -> hub.hub().camel().getRoute("consume") == null);
      hub.github("workflow_run", "d-1", FAILED_RUN);
      hub.stop();
      hub.save(
          "routes/consume.camel.yaml",
          "- route: {id: consume, from: {uri: 'bus:ci.events?group=g', steps: [{to: 'bus:seen'}]}}");

      hub.start();

      await().until(() -> events(hub, "seen").size() == 1);
    }
  }

  @Test
  void a_second_hub_on_the_same_data_is_refused() {
    try (TestHub hub = TestHub.start(folder, TestHub.CONFIG)) {
      assertThat(hub.hub().port()).isPositive();
      assertThatThrownBy(() -> TestHub.start(folder, TestHub.CONFIG))
          .hasMessageContaining("serai.db");
    }
  }

  @Test
  void a_large_body_is_worked_on_beside_the_event_loops() {
    AtomicReference<Thread> normalizing = new AtomicReference<>();
    try (TestHub hub = TestHub.start(folder, TestHub.CONFIG)) {
      hub.hub()
          .camel()
          .getRegistry()
          .bind("noted", (Processor) exchange -> normalizing.set(Thread.currentThread()));
      hub.save(
          "routes/mine.camel.yaml",
          "- route: {id: mine, from: {uri: 'webhook:github?blocking=false', steps: [{process: {ref: noted}}, {to: 'normalize:github'}, {to: 'bus:ci.events'}]}}");
      await().until(() -> hub.hub().camel().getRoute("mine") != null);

      hub.github("workflow_run", "small", FAILED_RUN);
      assertThat(normalizing.get().getName()).contains("eventloop");
      String large = FAILED_RUN.replace("\"Ada\"", "\"" + "A".repeat(200_000) + "\"");
      assertThat(hub.github("workflow_run", "large", large).statusCode()).isEqualTo(202);
      assertThat(normalizing.get().getName()).doesNotContain("eventloop");
    }
  }

  @Test
  void a_hub_that_cannot_have_its_port_touches_no_event() throws Exception {
    try (TestHub hub = TestHub.start(folder, TestHub.CONFIG)) {
      hub.github("workflow_run", "d-1", FAILED_RUN);
    }
    Files.createDirectories(folder.resolve("routes"));
    Files.writeString(
        folder.resolve("routes/count.camel.yaml"),
        "- route: {id: count, from: {uri: 'bus:ci.events?group=late&from=earliest', steps: [{log: x}]}}");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HubOptions options =
          new HubOptions(
              Files.writeString(
                  folder.resolve("connectors.yaml"),
                  TestHub.CONFIG + "server: { host: 127.0.0.1 }\n"),
              folder.resolve("routes"),
              folder.resolve("data"),
              OptionalInt.of(taken.getLocalPort()),
              OptionalInt.of(0),
              Map.<String, String>of()::get);

      assertThatThrownBy(() -> Hub.start(options)).hasMessageContaining("is in use");
    }
    try (Ledger ledger = Ledger.open(folder.resolve("data/serai.db"), LedgerOptions.defaults())) {
      assertThat(ledger.groups().progress("ci.events", "late")).isEmpty();
    }
  }

  @Test
  void a_data_folder_that_is_a_file_is_told() throws Exception {
    Files.writeString(folder.resolve("data"), "no folder");

    assertThatThrownBy(() -> TestHub.start(folder, TestHub.CONFIG))
        .hasMessageEndingWith("data is a file; --data or SERAI_DATA takes a folder");
  }

  @Test
  void a_port_in_use_is_a_start_failure_that_leaves_nothing_open() throws Exception {
    try (TestHub hub = TestHub.start(folder.resolve("one"), TestHub.CONFIG)) {
      String taken =
          TestHub.CONFIG + "server: { host: 127.0.0.1, port: " + hub.hub().port() + " }\n";
      Path other = folder.resolve("two");
      Files.createDirectories(other);
      Files.writeString(other.resolve("connectors.yaml"), taken);
      HubOptions options =
          new HubOptions(
              other.resolve("connectors.yaml"),
              other.resolve("routes"),
              other.resolve("data"),
              OptionalInt.empty(),
              OptionalInt.of(0),
              Map.<String, String>of()::get);

      assertThatThrownBy(() -> Hub.start(options))
          .hasMessageContaining("port " + hub.hub().port())
          .hasMessageContaining("in use");
      try (TestHub again = TestHub.start(other, TestHub.CONFIG)) {
        assertThat(again.hub().port()).isPositive();
      }
    }
  }

  @Test
  void a_broken_route_file_does_not_keep_the_others_from_starting() {
    TestHub[] started = new TestHub[1];
    try {
      Files.createDirectories(folder.resolve("routes"));
      Files.writeString(folder.resolve("routes/broken.camel.yaml"), "- route: {id: [}");
      started[0] = TestHub.start(folder, TestHub.CONFIG);

      assertThat(started[0].github("workflow_run", "d-1", FAILED_RUN).statusCode()).isEqualTo(202);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      if (started[0] != null) {
        started[0].close();
      }
    }
  }

  private static int send(TestHub hub, int number) {
    return hub.github("workflow_run", "n-" + number, FAILED_RUN).statusCode();
  }

  private static List<StoredEvent> events(TestHub hub, String channel) {
    return hub.hub()
        .ledger()
        .events()
        .find(new EventQuery(channel, null, null, Set.of(), null, null, null), 0, 1000);
  }
}
