package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cdevents",
        "circleci",
        "github",
        "gitlab",
        "jenkins",
        "json",
        "shopify",
        "slack",
        "stripe"
      })
  void every_built_in_system_has_samples_that_can_be_read(String system) {
    List<String> names = Samples.of(system).names();

    assertThat(names)
        .isNotEmpty()
        .isSorted()
        .allSatisfy(name -> assertThat(Samples.of(system).read(name)).isPresent());
  }

  @Test
  void a_name_may_have_a_slash_as_its_event_has() {
    assertThat(Samples.of("shopify").names()).contains("orders/create");
  }

  @Test
  void an_unknown_system_has_none() {
    assertThat(Samples.of("nobody").names()).isEmpty();
    assertThat(Samples.of("github").read("nothing")).isEmpty();
  }
}
