package dev.serai.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.source.DoorSettings.Limits;
import dev.serai.source.DoorSettings.Timeouts;
import dev.serai.source.WebhookOutcome.Accepted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HostileSenderTest {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  private OpenDoor open;

  @AfterEach
  void close() {
    if (open != null) {
      open.close();
    }
  }

  @Test
  void a_first_head_that_drips_in_is_cut_at_its_deadline() throws Exception {
    open = OpenDoor.github(waiting(SHORT, LONG, LONG));
    try (RawSender sender = new RawSender(open)) {
      drip(sender, "POST /webhooks/github HTTP/1.1\r\nX-Slow: ");

      assertThat(sender.hearsTheEnd()).isTrue();
    }
  }

  @Test
  void a_second_head_that_drips_in_is_cut_when_the_connection_was_idle_too_long() throws Exception {
    open = OpenDoor.github(waiting(LONG, LONG, SHORT));
    try (RawSender sender = new RawSender(open)) {
      sender.say(RawSender.delivery("d-1", "{}"));
      assertThat(sender.hear().status()).isEqualTo(202);

      drip(sender, "POST /webhooks/github HTTP/1.1\r\nX-Slow: ");

      assertThat(sender.hearsTheEnd()).isTrue();
    }
  }

  @Test
  void a_body_that_drips_in_is_answered_408_at_its_deadline() throws Exception {
    open = OpenDoor.github(waiting(LONG, SHORT, LONG));
    try (RawSender sender = new RawSender(open)) {
      sender.say(RawSender.head("d-1", "{}", "Content-Length: 100000"));
      drip(sender, "");

      RawSender.Answer answer = sender.hear();

      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.headers()).containsEntry("connection", "close");
      assertThat(answer.body()).contains("urn:serai:problem:too-slow", "within 200 ms");
    }
    await().untilAsserted(() -> assertThat(reasons()).containsExactly(DoorReason.TOO_SLOW));
  }

  @Test
  void a_body_shorter_than_its_length_is_answered_408_and_handed_to_nobody() throws Exception {
    open = OpenDoor.github(waiting(LONG, SHORT, LONG));
    try (RawSender sender = new RawSender(open)) {
      sender.say(RawSender.head("d-1", "{}", "Content-Length: 3") + "{}");

      assertThat(sender.hear().status()).isEqualTo(408);
    }
    assertThat(open.handled).isEmpty();
  }

  @Test
  void a_body_longer_than_its_length_spoils_only_its_own_connection() throws Exception {
    open = OpenDoor.github();
    try (RawSender sender = new RawSender(open)) {
      sender.say(RawSender.head("d-1", "{}", "Content-Length: 2") + "{}{\"more\":1}\r\n\r\n");

      assertThat(sender.hear().status()).isEqualTo(202);
      assertThat(sender.hear().status()).isEqualTo(400);
    }
    assertThat(open.send(open.delivery("d-2", "{}")).statusCode()).isEqualTo(202);
  }

  @Test
  void a_hundred_thousand_headers_are_answered_431_even_while_they_are_still_sent()
      throws Exception {
    open = OpenDoor.github();
    try (RawSender sender = new RawSender(open)) {
      StringBuilder headers = new StringBuilder("POST /webhooks/github HTTP/1.1\r\n");
      for (int i = 0; i < 100_000; i++) {
        headers.append("X-Header-").append(i).append(": value\r\n");
      }
      sender.say(headers.append("\r\n").toString());

      RawSender.Answer answer = sender.hear();

      assertThat(answer.status()).isEqualTo(431);
      assertThat(answer.body()).contains("headers-too-large", "32768 bytes");
      assertThat(sender.hearsTheEnd()).isTrue();
    }
    await()
        .untilAsserted(() -> assertThat(reasons()).containsExactly(DoorReason.HEADERS_TOO_LARGE));
  }

  @Test
  void a_request_line_without_end_is_answered_414() throws Exception {
    open = OpenDoor.github();
    try (RawSender sender = new RawSender(open)) {
      sender.say("POST /webhooks/" + "a".repeat(100 * KIB) + " HTTP/1.1\r\n\r\n");

      assertThat(sender.hear().status()).isEqualTo(414);
    }
  }

  @Test
  void a_body_of_25_MB_is_answered_413_even_while_it_is_still_sent() throws Exception {
    open = OpenDoor.github();
    try (RawSender sender = new RawSender(open)) {
      sender.say(RawSender.head("d-1", "{}", "Content-Length: " + 25 * MIB));
      sender.say(new byte[25 * MIB]);

      RawSender.Answer answer = sender.hear();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.headers()).containsEntry("connection", "close");
      assertThat(sender.hearsTheEnd()).isTrue();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(open.told)
                    .singleElement()
                    .extracting(OpenDoor.Told::bytes)
                    .isEqualTo(0L));
  }

  @Test
  void a_chunked_body_is_counted_while_it_is_read_and_answered_413() throws Exception {
    open = OpenDoor.github(holding(64 * KIB, 100, MIB));
    try (RawSender sender = new RawSender(open)) {
      sender.say(RawSender.head("d-1", "{}", "Transfer-Encoding: chunked"));
      String chunk = "4000\r\n" + "x".repeat(16 * KIB) + "\r\n";
      for (int i = 0; i < 20; i++) {
        sender.say(chunk);
      }

      assertThat(sender.hear().status()).isEqualTo(413);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(open.told)
                    .singleElement()
                    .extracting(OpenDoor.Told::bytes)
                    .isEqualTo(64L * KIB));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\nab", "-5\r\nab", "ffffffffffffffffff\r\nab", "2\r\nabcdef\r\n"})
  void a_chunked_body_that_lies_is_answered_400_and_handed_to_nobody(String chunks)
      throws Exception {
    open = OpenDoor.github();
    try (RawSender sender = new RawSender(open)) {
      sender.say(RawSender.head("d-1", "{}", "Transfer-Encoding: chunked") + chunks);

      assertThat(sender.hear().status()).isEqualTo(400);
      assertThat(sender.hearsTheEnd()).isTrue();
    }
    assertThat(open.handled).isEmpty();
    await().untilAsserted(() -> assertThat(reasons()).containsExactly(DoorReason.MALFORMED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\nContent-Length: 3",
        "Content-Length: -1",
        "Content-Length: two",
        "Content-Length: 2\r\nBad Name: x",
        "Content-Length: 2\r\nX-Null: a\0b",
      })
  void a_head_that_two_readers_could_read_in_two_ways_is_answered_400(String lines)
      throws Exception {
    open = OpenDoor.github();
    try (RawSender sender = new RawSender(open)) {
      sender.say(RawSender.head("d-1", "{}", lines) + "{}");

      assertThat(sender.hear().status()).isEqualTo(400);
    }
    assertThat(open.handled).isEmpty();
  }

  @Test
  void a_length_beside_chunks_is_answered_400_and_nothing_behind_it_is_read() throws Exception {
    open = OpenDoor.github();
    try (RawSender sender = new RawSender(open)) {
      sender.say(
          RawSender.head("d-1", "{}", "Content-Length: 5", "Transfer-Encoding: chunked")
              + "2\r\n{}\r\n0\r\n\r\n"
              + RawSender.delivery("d-2", "{\"second\":true}"));

      RawSender.Answer answer = sender.hear();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.headers()).containsEntry("connection", "close");
      assertThat(answer.body()).contains("length in two ways");
      assertThat(sender.hearsTheEnd()).isTrue();
    }
    assertThat(open.handled).isEmpty();
  }

  @Test
  void pipelined_deliveries_are_answered_in_their_order() throws Exception {
    open = OpenDoor.github();
    try (RawSender sender = new RawSender(open)) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        String id = i % 2 == 0 ? "d-" + i : "";
        all.append(RawSender.delivery(id, "{\"i\":" + i + "}"));
      }
      sender.say(all.toString());

      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        statuses.add(sender.hear().status());
      }

      for (int i = 0; i < 200; i++) {
        assertThat(statuses.get(i)).isEqualTo(i % 2 == 0 ? 202 : 400);
      }
    }
  }

  @Test
  void a_sender_that_vanishes_in_its_body_leaves_nothing_behind() throws Exception {
    open = OpenDoor.github(holding(64 * KIB, 1, 64 * KIB));
    for (int i = 0; i < 5; i++) {
      int before = open.told.size();
      try (RawSender sender = new RawSender(open)) {
        sender.say(RawSender.head("d-1", "{}", "Content-Length: 60000") + "x".repeat(50_000));
        sender.vanish();
      }
      await().until(() -> open.told.size() > before);
    }

    await().untilAsserted(() -> assertThat(reasons()).containsOnly(DoorReason.ABORTED));
    assertThat(open.send(open.delivery("d-2", "x".repeat(60_000))).statusCode()).isEqualTo(202);
  }

  @Test
  void a_sender_that_vanishes_before_its_answer_leaves_nothing_behind() throws Exception {
    open =
        OpenDoor.with(
            holding(64 * KIB, 1, 64 * KIB),
            WebhookConnector.webhook("github", "github", OpenDoor.SECRET));
    CompletableFuture<WebhookOutcome> first = new CompletableFuture<>();
    CountDownLatch handling = new CountDownLatch(1);
    Door.Registration slow =
        open.door.register(
            "github",
            request -> {
              handling.countDown();
              return first;
            });
    try (RawSender sender = new RawSender(open)) {
      sender.say(RawSender.delivery("d-1", "{}"));
      assertThat(handling.await(10, TimeUnit.SECONDS)).isTrue();
      sender.vanish();
    }
    first.complete(new Accepted(1, 0));
    await().until(() -> reasons().contains(DoorReason.ACCEPTED));
    slow.close();
    open.door.register("github", request -> CompletableFuture.completedFuture(new Accepted(1, 0)));

    assertThat(open.send(open.delivery("d-2", "{}")).statusCode()).isEqualTo(202);
  }

  @Test
  void a_promised_length_takes_no_room_from_others() throws Exception {
    open = OpenDoor.github(holding(MIB, 1000, MIB));
    List<RawSender> promising = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        RawSender sender = new RawSender(open);
        promising.add(sender);
        sender.say(RawSender.head("d-" + i, "{}", "Content-Length: " + MIB) + "{");
      }

      assertThat(open.send(open.delivery("d-big", "x".repeat(100 * KIB))).statusCode())
          .isEqualTo(202);
    } finally {
      for (RawSender sender : promising) {
        sender.close();
      }
    }
  }

  @Test
  void above_the_most_connections_those_that_said_nothing_go_first() throws Exception {
    DoorSettings settings = OpenDoor.settings();
    Limits limits = settings.limits();
    open =
        OpenDoor.github(
            new DoorSettings(
                settings.host(),
                0,
                1,
                1,
                new Limits(limits.maxBodyBytes(), 32 * KIB, 100, limits.maxInFlightBytes(), 10),
                waiting(LONG, LONG, LONG).timeouts(),
                List.of()));
    List<RawSender> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 30; i++) {
        silent.add(new RawSender(open));
      }

      assertThat(open.send(open.delivery("d-1", "{}")).statusCode()).isEqualTo(202);
      assertThat(silent.get(0).hearsTheEnd()).isTrue();
    } finally {
      for (RawSender sender : silent) {
        sender.close();
      }
    }
  }

  @Test
  void http_2_in_clear_text_is_not_spoken() throws Exception {
    open = OpenDoor.github();
    try (RawSender sender = new RawSender(open)) {
      sender.say("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

      assertThat(sender.hear().status()).isBetween(400, 505);
    }
    try (RawSender sender = new RawSender(open)) {
      sender.say(
          RawSender.head(
                  "d-1",
                  "{}",
                  "Connection: Upgrade, HTTP2-Settings",
                  "Upgrade: h2c",
                  "HTTP2-Settings: AAMAAABkAAQAAP__",
                  "Content-Length: 2")
              + "{}");

      assertThat(sender.hear().status()).isEqualTo(202);
    }
  }

  private static DoorSettings waiting(Duration head, Duration body, Duration idle) {
    return OpenDoor.settings()
        .withTimeouts(new Timeouts(head, body, Duration.ofSeconds(9), idle, Duration.ofSeconds(2)));
  }

  private static DoorSettings holding(int bodyBytes, int inFlight, long inFlightBytes) {
    return OpenDoor.settings()
        .withLimits(new Limits(bodyBytes, 32 * KIB, inFlight, inFlightBytes, 4096));
  }

  private List<DoorReason> reasons() {
    return open.told.stream().map(OpenDoor.Told::reason).toList();
  }

  /** Says something again and again, until the door has had enough. */
  private static void drip(RawSender sender, String first) throws IOException {
    sender.say(first);
    Thread dripping =
        new Thread(
            () ->
                await()
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> isDeaf(sender)));
    dripping.setDaemon(true);
    dripping.start();
  }

  private static boolean isDeaf(RawSender sender) {
    try {
      sender.say("x");
      return false;
    } catch (IOException closed) {
      return true;
    }
  }
}
