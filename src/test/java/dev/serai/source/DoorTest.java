package dev.serai.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.source.DoorSettings.Limits;
import dev.serai.source.DoorSettings.Timeouts;
import dev.serai.source.WebhookOutcome.Accepted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DoorTest {

  private static final int KIB = 1024;

  private final Queue<CompletableFuture<WebhookOutcome>> pending = new ConcurrentLinkedQueue<>();
  private OpenDoor open;

  @AfterEach
  void close() {
    pending.forEach(one -> one.complete(new Accepted(1, 0)));
    if (open != null) {
      open.close();
    }
  }

  @Test
  void a_port_in_use_is_a_start_failure_with_the_way_out() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      try (Door door = door(DoorSettings.at("127.0.0.1", port))) {
        assertThatThrownBy(door::start)
            .isInstanceOf(DoorException.class)
            .hasMessageContaining("port " + port + " on 127.0.0.1 is in use by another program")
            .hasMessageContaining("choose another port")
            .hasMessageContaining("Address already in use");
      }
    }
  }

  @Test
  void a_second_door_on_the_port_of_the_first_is_a_start_failure() {
    open = OpenDoor.github();
    try (Door second = door(DoorSettings.at("127.0.0.1", open.door.port()))) {
      assertThatThrownBy(second::start).hasMessageContaining("perhaps another hub");
    }
  }

  @Test
  void a_host_of_another_machine_is_a_start_failure_with_the_way_out() {
    try (Door door = door(DoorSettings.at("192.0.2.1", 0))) {
      assertThatThrownBy(door::start)
          .isInstanceOf(DoorException.class)
          .hasMessageContaining("host '192.0.2.1' is no address of this machine");
    }
  }

  @Test
  void an_unknown_host_is_a_start_failure_with_the_way_out() {
    try (Door door = door(DoorSettings.at("no.such.host.invalid", 0))) {
      assertThatThrownBy(door::start)
          .isInstanceOf(DoorException.class)
          .hasMessageContaining("host 'no.such.host.invalid' is unknown");
    }
  }

  @Test
  void a_connector_that_could_let_nobody_in_is_refused_before_the_door_opens() {
    assertThatThrownBy(() -> door(WebhookConnector.webhook("ci", "githb", "s")))
        .isInstanceOf(DoorException.class)
        .hasMessageContaining("connector 'ci': unknown scheme 'githb'; known are ")
        .hasMessageContaining("github");
    assertThatThrownBy(() -> door(WebhookConnector.webhook("ci", "github", "", "  ")))
        .hasMessageContaining("connector 'ci': scheme 'github' needs a secret")
        .hasMessageContaining("verify.secrets");
    assertThatThrownBy(
            () ->
                door(
                    WebhookConnector.webhook("ci", "none"),
                    WebhookConnector.cloudEvents("ci", "none")))
        .hasMessageContaining("connector 'ci': there are two of this name");
  }

  @Test
  void settings_that_cannot_work_say_which_and_what_would() {
    assertThatThrownBy(() -> DoorSettings.at("0.0.0.0", 70_000))
        .hasMessage("port is 70000; it must be 0 (any free one) to 65535");
    assertThatThrownBy(() -> new Limits(100, 32 * KIB, 1, 99, 1))
        .hasMessageContaining("maxInFlightBytes is 99; it must be at least maxBodyBytes (100)");
    assertThatThrownBy(() -> WebhookConnector.webhook("a/b", "none"))
        .hasMessageContaining("connector name 'a/b' cannot stand in a path");
  }

  @Test
  void secrets_are_not_printed() {
    assertThat(WebhookConnector.webhook("ci", "github", "hunter2").toString())
        .doesNotContain("hunter2");
  }

  @Test
  void a_connector_has_one_route_at_a_time() {
    open = OpenDoor.github();

    assertThatThrownBy(() -> open.door.register("github", this::handle))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("connector 'github' are taken by another route");
    assertThatThrownBy(() -> open.door.register("gitlab", this::handle))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no webhook connector 'gitlab'; known are [github]");
  }

  @Test
  void an_old_route_that_stops_late_does_not_stop_the_new_one() throws Exception {
    open = OpenDoor.with(OpenDoor.settings(), WebhookConnector.webhook("github", "none"));
    WebhookHandler handler = request -> CompletableFuture.completedFuture(new Accepted(1, 0));
    Door.Registration old = open.door.register("github", handler);
    old.close();
    open.door.register("github", handler);
    old.close();

    assertThat(open.send(open.delivery("d-1", "{}")).statusCode()).isEqualTo(202);
  }

  @Test
  void a_route_of_either_kind_connects_by_the_connectors_name() throws Exception {
    open =
        OpenDoor.with(
            OpenDoor.settings(),
            WebhookConnector.webhook("hooks", "none"),
            WebhookConnector.cloudEvents("events", "none"));
    CloudEventsHandler events =
        (name, list) -> CompletableFuture.completedFuture(new Accepted(1, 0));

    open.door.connect("events", this::handle, events);
    open.door.connect("hooks", this::handle, events).close();

    assertThatThrownBy(() -> open.door.registerEvents("events", events))
        .isInstanceOf(IllegalStateException.class);
    assertThat(open.send(open.delivery("d-1", "{}").uri(open.at("/webhooks/hooks"))).statusCode())
        .isEqualTo(503);
  }

  @Test
  void other_paths_belong_to_the_shared_router() throws Exception {
    open = OpenDoor.github();
    open.door.router().get("/hello").handler(routing -> routing.response().end("world"));
    open.door
        .router()
        .route("/webhooks/github")
        .handler(routing -> routing.response().end("stolen"));

    assertThat(open.send(open.to("/hello").GET()).body()).isEqualTo("world");
    assertThat(open.send(open.to("/nothing").GET()).statusCode()).isEqualTo(404);
    assertThat(open.send(open.delivery("d-1", "{}")).statusCode()).isEqualTo(202);
  }

  @Test
  void every_event_loop_serves_the_one_port() throws Exception {
    DoorSettings settings = OpenDoor.settings();
    open =
        OpenDoor.with(
            new DoorSettings(
                settings.host(), 0, 3, 1, settings.limits(), settings.timeouts(), List.of()),
            WebhookConnector.webhook("github", "github", OpenDoor.SECRET));
    Set<Thread> loops = ConcurrentHashMap.newKeySet();
    open.door.register(
        "github",
        request -> {
          loops.add(Thread.currentThread());
          return CompletableFuture.completedFuture(new Accepted(1, 0));
        });

    for (int i = 0; i < 6; i++) {
      try (RawSender sender = new RawSender(open)) {
        assertThat(sender.say(RawSender.delivery("d-" + i, "{}")).hear().status()).isEqualTo(202);
      }
    }

    assertThat(loops).hasSize(3);
  }

  @Test
  void above_the_requests_in_flight_the_door_says_busy_and_takes_in_again_afterwards()
      throws Exception {
    open = pendingDoor(64 * KIB, 2, 1024 * KIB, Duration.ofSeconds(9));
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      answers.add(open.sendAsync(open.delivery("d-" + i, "{}")));
    }
    await().until(() -> pending.size() == 2);

    HttpResponse<String> third = open.send(open.delivery("d-3", "{}"));
    pending.forEach(one -> one.complete(new Accepted(1, 0)));
    answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(202));
    CompletableFuture<HttpResponse<String>> fourth = open.sendAsync(open.delivery("d-4", "{}"));
    await().until(() -> pending.size() == 3);
    pending.forEach(one -> one.complete(new Accepted(1, 0)));

    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(third.headers().firstValue("retry-after")).contains("1");
    assertThat(third.body()).contains("urn:serai:problem:busy");
    assertThat(fourth.join().statusCode()).isEqualTo(202);
  }

  @Test
  void above_the_bytes_in_flight_the_door_says_busy_and_takes_in_again_afterwards()
      throws Exception {
    open = pendingDoor(64 * KIB, 100, 64 * KIB, Duration.ofSeconds(9));
    CompletableFuture<HttpResponse<String>> first =
        open.sendAsync(open.delivery("d-1", "x".repeat(40 * KIB)));
    await().until(() -> pending.size() == 1);

    HttpResponse<String> second = open.send(open.delivery("d-2", "x".repeat(40 * KIB)));
    assertThat(open.door.requestsInFlight()).isEqualTo(1);
    assertThat(open.door.bytesInFlight()).isBetween(40L * KIB, 64L * KIB);
    pending.forEach(one -> one.complete(new Accepted(1, 0)));
    assertThat(first.join().statusCode()).isEqualTo(202);
    CompletableFuture<HttpResponse<String>> third =
        open.sendAsync(open.delivery("d-3", "x".repeat(40 * KIB)));
    await().until(() -> pending.size() == 2);
    pending.forEach(one -> one.complete(new Accepted(1, 0)));

    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(second.body()).contains("urn:serai:problem:busy");
    assertThat(third.join().statusCode()).isEqualTo(202);
  }

  @Test
  void a_handler_that_takes_too_long_is_answered_for_and_still_counts() throws Exception {
    open = pendingDoor(64 * KIB, 1, 64 * KIB, Duration.ofMillis(100));

    HttpResponse<String> late = open.send(open.delivery("d-1", "{}"));
    HttpResponse<String> meanwhile = open.send(open.delivery("d-2", "{}"));
    pending.element().complete(new Accepted(1, 0));

    assertThat(late.statusCode()).isEqualTo(503);
    assertThat(late.headers().firstValue("retry-after")).isPresent();
    assertThat(late.body()).contains("urn:serai:problem:late");
    assertThat(meanwhile.body()).contains("urn:serai:problem:busy");
    await()
        .untilAsserted(
            () ->
                assertThat(open.send(open.delivery("d-3", "{}")).body())
                    .contains("urn:serai:problem:late"));
  }

  @Test
  void closing_lets_requests_in_flight_finish_and_sends_new_ones_away() throws Exception {
    open = pendingDoor(64 * KIB, 100, 1024 * KIB, Duration.ofSeconds(9));
    CompletableFuture<HttpResponse<String>> answer = open.sendAsync(open.delivery("d-1", "{}"));
    await().until(() -> pending.size() == 1);

    CompletableFuture<Void> closing = CompletableFuture.runAsync(open.door::close);
    await()
        .untilAsserted(
            () ->
                assertThat(open.send(open.delivery("d-2", "{}")).body())
                    .contains("urn:serai:problem:closing"));
    assertThat(closing).isNotDone();
    pending.forEach(one -> one.complete(new Accepted(1, 0)));

    assertThat(answer.join().statusCode()).isEqualTo(202);
    closing.join();
    assertThatThrownBy(() -> open.send(open.delivery("d-3", "{}"))).isInstanceOf(IOException.class);
  }

  @Test
  void closing_does_not_wait_longer_than_it_was_told() {
    open =
        OpenDoor.with(
            OpenDoor.settings()
                .withTimeouts(
                    new Timeouts(
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(9),
                        Duration.ofMillis(50))),
            WebhookConnector.webhook("github", "none"));
    open.door.register("github", this::handle);
    CompletableFuture<HttpResponse<String>> answer = open.sendAsync(open.delivery("d-1", "{}"));
    await().until(() -> pending.size() == 1);

    open.door.close();
    open.door.close();

    assertThat(answer).failsWithin(Duration.ofSeconds(5));
  }

  private OpenDoor pendingDoor(int bodyBytes, int requests, long bytes, Duration answer) {
    OpenDoor pendingDoor =
        OpenDoor.with(
            OpenDoor.settings()
                .withLimits(new Limits(bodyBytes, 32 * KIB, requests, bytes, 1000))
                .withTimeouts(
                    new Timeouts(
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(9),
                        answer,
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(5))),
            WebhookConnector.webhook("github", "github", OpenDoor.SECRET));
    pendingDoor.door.register("github", this::handle);
    return pendingDoor;
  }

  private CompletableFuture<WebhookOutcome> handle(WebhookRequest request) {
    CompletableFuture<WebhookOutcome> outcome = new CompletableFuture<>();
    pending.add(outcome);
    return outcome;
  }

  private static Door door(DoorSettings settings) {
    return new Door(settings, List.of(), DoorObserver.NONE);
  }

  private static Door door(WebhookConnector... connectors) {
    return new Door(OpenDoor.settings(), List.of(connectors), DoorObserver.NONE);
  }
}
