package dev.serai.source.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerSchemeTest {

  private final Scheme scheme = Schemes.named("bearer", List.of("first+token", "seçond"));

  @ParameterizedTest
  @ValueSource(strings = {"Bearer first+token", "bearer  first+token ", "BEARER seçond"})
  void a_token_in_the_header_verifies(String authorization) {
    assertThat(verdict(Map.of("authorization", authorization), "")).isEqualTo(Verdict.VERIFIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_token=first%2Btoken",
        "a=b&access_token=se%C3%A7ond&c",
        "access_token=se%c3%a7ond"
      })
  void a_token_in_the_query_verifies(String query) {
    assertThat(verdict(Map.of(), query)).isEqualTo(Verdict.VERIFIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bearer", "Bearer ", "Bearer first", "Basic first+token", "first+token"})
  void another_header_is_wrong_even_beside_a_right_query(String authorization) {
    assertThat(verdict(Map.of("authorization", authorization), "access_token=first%2Btoken"))
        .isEqualTo(Verdict.WRONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_token=",
        "access_token=first+token",
        "access_token=%",
        "access_token=%f",
        "access_token=first%2Btoken&access_token=first%2Btoken",
        "xaccess_token=first%2Btoken"
      })
  void another_query_is_wrong(String query) {
    assertThat(verdict(Map.of(), query)).isEqualTo(Verdict.WRONG);
  }

  @Test
  void no_token_at_all_is_missing() {
    assertThat(verdict(Map.of(), "")).isEqualTo(Verdict.MISSING);
    assertThat(verdict(Map.of(), "token=first%2Btoken")).isEqualTo(Verdict.MISSING);
  }

  private Verdict verdict(Map<String, String> headers, String query) {
    return scheme.verify(new SignedRequest(headers, query, new byte[0], Instant.EPOCH));
  }
}
