package dev.serai.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {

  private final Answer answer = new Answer();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 202 Accepted\r\ncontent-length: 4\r\n\r\nfour",
        "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 202 Accepted\r\ntransfer-encoding: chunked\r\n\r\n4\r\nfour\r\n0\r\n\r\n",
        "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
      })
  void an_answer_is_complete_with_its_last_byte_and_not_before(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < bytes.length - 1; i++) {
      assertThat(take(bytes[i])).as("after %d bytes", i + 1).isFalse();
    }

    assertThat(take(bytes[bytes.length - 1])).isTrue();
    assertThat(answer.status()).isEqualTo(202);
  }

  @Test
  void the_next_answer_starts_afresh() throws Exception {
    take("HTTP/1.1 202 Accepted\r\ncontent-length: 4\r\n\r\nfour");
    answer.clear();

    assertThat(take("HTTP/1.1 503 Busy\r\ncontent-length: 1\r\n\r\n!")).isTrue();
    assertThat(answer.status()).isEqualTo(503);
  }

  @Test
  void what_is_no_http_is_quoted() {
    assertThatThrownBy(() -> take("SSH-2.0-OpenSSH\r\n\r\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("this is no HTTP/1.1 answer: SSH-2.0-OpenSSH");
  }

  private boolean take(String text) throws IOException {
    boolean complete = false;
    for (byte one : text.getBytes(StandardCharsets.US_ASCII)) {
      complete = take(one);
    }
    return complete;
  }

  private boolean take(byte one) throws IOException {
    answer.room()[answer.size()] = one;
    return answer.grew(1);
  }
}
