package dev.serai.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookDoorTest {

  private OpenDoor open;

  @BeforeAll
  void open() {
    open = OpenDoor.github();
  }

  @AfterAll
  void close() {
    open.close();
  }

  @Test
  void a_signed_delivery_is_answered_202_and_handed_on_byte_for_byte() throws Exception {
    String body = "{ \"zen\" : \"Käse\\r\\n\" }\n";

    HttpResponse<String> answer = open.send(open.delivery("d-1", body));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"status\":\"accepted\",\"events\":1}");
    WebhookRequest handed = handed("d-1");
    assertThat(new String(handed.body(), StandardCharsets.UTF_8)).isEqualTo(body);
    assertThat(handed.connector()).isEqualTo("github");
    assertThat(handed.event()).isEqualTo("push");
  }

  @Test
  void a_wrong_signature_is_answered_401_and_handed_to_nobody() throws Exception {
    HttpResponse<String> answer =
        open.send(
            open.delivery("d-2", "{}")
                .setHeader("X-Hub-Signature-256", OpenDoor.signature("another secret", "{}")));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(new JsonObject(answer.body()).getString("type"))
        .isEqualTo("urn:serai:problem:bad-signature");
    assertThat(open.handled).noneMatch(request -> request.deliveryId().equals("d-2"));
  }

  @Test
  void a_body_over_the_limit_is_answered_413_before_it_is_read() throws Exception {
    HttpResponse<String> answer =
        open.send(
            open.delivery("d-3", "{}")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[11 * 1024 * 1024])));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
  }

  private WebhookRequest handed(String id) {
    return open.handled.stream()
        .filter(request -> request.deliveryId().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
