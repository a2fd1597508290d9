package dev.serai.bus.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.bus.BindingProvider;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedBindingConfigTest {

  @Test
  void without_settings_an_event_may_have_one_mebibyte() {
    assertThat(EmbeddedBindingConfig.of(Map.of()).maxEventBytes()).isEqualTo(1_048_576);
  }

  @ParameterizedTest
  @CsvSource({"262144, 262144", "256KiB, 262144", "2 MiB, 2097152", "4096B, 4096"})
  void sizes_are_text_or_numbers(String text, int bytes) {
    assertThat(EmbeddedBindingConfig.of(Map.of("maxEventBytes", text)).maxEventBytes())
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"1", "1GB", "100MiB", "999999999MiB", "-5", "much"})
  void other_sizes_are_refused_with_what_is_allowed(String text) {
    assertThatThrownBy(() -> EmbeddedBindingConfig.of(Map.of("maxEventBytes", text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("brokers.embedded.maxEventBytes must be ");
  }

  @Test
  void an_unknown_setting_is_named_with_what_is_known() {
    assertThatThrownBy(() -> EmbeddedBindingConfig.of(Map.of("maxEventByte", 1)))
        .hasMessage("brokers.embedded.maxEventByte is not known; known here: maxEventBytes");
  }

  @Test
  void the_binding_is_found_by_its_name() {
    assertThat(ServiceLoader.load(BindingProvider.class))
        .extracting(BindingProvider::name)
        .contains("embedded");
  }
}
