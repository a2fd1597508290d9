package dev.serai.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.source.DoorSettings.Limits;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Routes of the user's on the door's port are bound by the door's limits. */
@Timeout(30)
class GuestTest {

  private static final int KIB = 1024;

  private OpenDoor open;

  @BeforeEach
  void open() {
    open =
        OpenDoor.github(
            OpenDoor.settings().withLimits(new Limits(64 * KIB, 32 * KIB, 8, 100 * KIB, 100)));
    open.door.router().route("/own").handler(BodyHandler.create(false));
    open.door.router().route("/own").handler(routing -> routing.end("" + routing.body().length()));
  }

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void a_body_within_the_limit_comes_in_and_leaves_nothing_behind() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(
              open.send(open.to("/own").POST(BodyPublishers.ofString("x".repeat(60_000)))).body())
          .isEqualTo("60000");
    }
    assertThat(open.send(open.to("/nowhere").GET()).statusCode()).isEqualTo(404);

    await().untilAsserted(() -> assertThat(open.door.bytesInFlight()).isZero());
    await().untilAsserted(() -> assertThat(open.door.requestsInFlight()).isZero());
  }

  @Test
  void a_body_over_the_limit_is_answered_413_promised_or_not() throws Exception {
    try (RawSender sender = new RawSender(open)) {
      sender.say("POST /own HTTP/1.1\r\nHost: h\r\nContent-Length: 65537\r\n\r\n");

      assertThat(sender.hear().status()).isEqualTo(413);
    }
    try (RawSender sender = new RawSender(open)) {
      chunked(sender, 5);

      RawSender.Answer answer = sender.hear();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("urn:serai:problem:too-large");
      assertThat(sender.hearsTheEnd()).isTrue();
    }
    await().untilAsserted(() -> assertThat(open.door.bytesInFlight()).isZero());
    assertThat(open.door.requestsInFlight()).isZero();
  }

  @Test
  void bodies_take_their_part_of_the_memory_until_their_sender_is_gone() throws Exception {
    try (RawSender first = new RawSender(open);
        RawSender second = new RawSender(open)) {
      chunked(first, 4);
      await().until(() -> open.door.bytesInFlight() == 64 * KIB);
      chunked(second, 4);

      RawSender.Answer answer = second.hear();

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.headers()).containsKey("retry-after");
      assertThat(answer.body()).contains("urn:serai:problem:busy");
      first.vanish();
    }
    await().untilAsserted(() -> assertThat(open.door.bytesInFlight()).isZero());
    await().untilAsserted(() -> assertThat(open.door.requestsInFlight()).isZero());
  }

  private static void chunked(RawSender sender, int chunks) throws Exception {
    sender.say("POST /own HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < chunks; i++) {
      sender.say("4000\r\n" + "x".repeat(16 * KIB) + "\r\n");
    }
  }
}
