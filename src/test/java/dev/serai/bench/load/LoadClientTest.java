package dev.serai.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadClientTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void every_answer_is_counted_by_its_status() throws Exception {
    try (TinyServer server = new TinyServer();
        LoadClient client = new LoadClient(server.port(), post(server.port()), 8)) {
      Load load = client.run(SHORT);

      assertThat(load.accepted() + load.refused()).isEqualTo(server.requests.get());
      assertThat(load.refused()).isEqualTo(server.requests.get() / 10);
      assertThat(load.broken()).isZero();
      assertThat(load.latencies().getTotalCount()).isEqualTo(server.requests.get());
      assertThat(load.rate()).isPositive();
      assertThat(load.took()).isGreaterThanOrEqualTo(SHORT);
    }
  }

  @Test
  void only_the_id_differs_from_request_to_request() throws Exception {
    try (TinyServer server = new TinyServer();
        LoadClient client = new LoadClient(server.port(), post(server.port()), 4)) {
      client.run(SHORT);
      client.run(SHORT);

      assertThat(server.ids)
          .hasSize(server.requests.get())
          .allMatch(id -> id.matches("[0-9a-f]{8}-0000-4000-8000-[0-9a-f]{12}"));
      assertThat(server.bodies).containsExactly("the same");
    }
  }

  @Test
  void nobody_listening_is_said_at_once() throws Exception {
    int port;
    try (TinyServer server = new TinyServer()) {
      port = server.port();
    }

    assertThatThrownBy(() -> new LoadClient(port, post(port), 1)).isInstanceOf(IOException.class);
  }

  @Test
  void knocking_ends_with_the_first_accepted_request() throws Exception {
    try (TinyServer server = new TinyServer()) {
      server.requests.set(9); // so that the first one is refused

      long at =
          Knock.untilAccepted(
              server.port(), post(server.port()), Duration.ofSeconds(10), () -> true);

      assertThat(at).isLessThanOrEqualTo(System.nanoTime());
      assertThat(server.requests).hasValue(11);
    }
  }

  @Test
  void knocking_at_a_program_that_ended_is_given_up() {
    assertThatThrownBy(() -> Knock.untilAccepted(1, post(1), Duration.ofSeconds(10), () -> false))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Post post(int port) {
    byte[] body = "the same".getBytes(StandardCharsets.US_ASCII);
    return Post.of(port, "/take", "X-Id", Map.of("Content-Type", "text/plain"), body);
  }
}
