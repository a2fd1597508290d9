package dev.serai.bus.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may stand under {@code brokers.servicebus}. */
class ServiceBusBindingConfigTest {

  private static final String LOGIN =
      "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=hub;SharedAccessKey=c2VjcmV0";

  private static ServiceBusBindingConfig with(String name, String value) {
    Map<String, Object> values = new HashMap<>(Map.of("connectionString", LOGIN));
    values.put(name, value);
    return ServiceBusBindingConfig.of(values);
  }

  @Test
  void a_connection_string_is_enough_and_is_never_shown() {
    ServiceBusBindingConfig config = with("prefix", "");

    assertThat(config.address()).isEqualTo("Service Bus at shop.servicebus.windows.net");
    assertThat(config.login().port()).isEqualTo(5671);
    assertThat(config.management()).isNull();
    assertThat(config.toString() + config.login()).doesNotContain("c2VjcmV0");
  }

  @Test
  void an_emulator_has_its_own_ports() {
    ServiceBusBindingConfig config =
        with(
            "connectionString",
            LOGIN.replace("shop.servicebus.windows.net", "localhost")
                + ";UseDevelopmentEmulator=true");

    assertThat(config.login().port()).isEqualTo(5672);
    assertThat(config.management()).isEqualTo("http://localhost:5300");
  }

  @Test
  void an_identity_needs_the_namespace_only() {
    ServiceBusBindingConfig config =
        ServiceBusBindingConfig.of(Map.of("namespace", "shop.servicebus.windows.net"));

    assertThat(config.login().connectionString()).isNull();
    assertThatThrownBy(() -> with("namespace", "shop.servicebus.windows.net"))
        .hasMessageContaining("has both connectionString and namespace");
    assertThatThrownBy(() -> ServiceBusBindingConfig.of(Map.of()))
        .hasMessageContaining("brokers.servicebus.connectionString is missing")
        .hasMessageContaining("brokers.servicebus.namespace");
  }

  @Test
  void a_connection_string_that_cannot_work_is_told_without_its_key() {
    assertThatThrownBy(() -> with("connectionString", LOGIN + ";EntityPath=orders"))
        .hasMessageContaining("EntityPath=orders")
        .hasMessageNotContaining("c2VjcmV0");
    assertThatThrownBy(() -> with("connectionString", "shop.servicebus.windows.net;c2VjcmV0"))
        .hasMessageContaining("Endpoint=sb://name.servicebus.windows.net/ is missing in it")
        .hasMessageNotContaining("c2VjcmV0");
    assertThatThrownBy(() -> with("connectionString", "Endpoint=sb://shop.example.org/"))
        .hasMessageContaining("SharedAccessKeyName and SharedAccessKey are missing in it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          provisioning  | maybe | brokers.servicebus.provisioning must be create, verify or none, but is 'maybe'
          sessions      | 0     | brokers.servicebus.sessions must be from 1 to 256, but is '0'
          duplicates    | 5s    | brokers.servicebus.duplicates must be from 20s to 7d, but is '5s'
          timeout       | 5m    | brokers.servicebus.timeout must be from 2s to 1m, but is '5m'
          maxEventBytes | 1GiB  | brokers.servicebus.maxEventBytes must be a size such as 262144, 256KiB or 1MiB, but is '1GiB'
          management    | host  | brokers.servicebus.management must be such as https://host or http://localhost:5300, but is 'host'
          topic         | x     | brokers.servicebus.topic is not known; known here: connectionString, namespace
          """)
  void a_wrong_value_is_told_with_what_it_must_be(String name, String value, String message) {
    assertThatThrownBy(() -> with(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void what_is_tried_out_has_topics_of_its_own() {
    Map<String, Object> apart =
        new ServiceBusBindingProvider().apart(Map.of("connectionString", LOGIN), "serai-demo-1");

    assertThat(ServiceBusBindingConfig.of(apart).prefix()).isEqualTo("serai-demo-1.");
  }
}
