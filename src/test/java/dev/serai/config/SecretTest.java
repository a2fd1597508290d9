package dev.serai.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class SecretTest {

  @Test
  void it_never_prints() throws JsonProcessingException {
    Secret secret = Secret.of("hush");

    assertThat(secret).hasToString("***");
    assertThat(new ObjectMapper().writeValueAsString(secret)).isEqualTo("\"***\"");
    assertThat(secret.reveal()).isEqualTo("hush");
  }

  @Test
  void secrets_with_the_same_text_are_equal() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).isNotEqualTo(Secret.of("b"));
  }

  @Test
  void an_empty_one_cannot_be() {
    assertThatThrownBy(() -> Secret.of("")).hasMessage("a secret must not be empty");
  }
}
