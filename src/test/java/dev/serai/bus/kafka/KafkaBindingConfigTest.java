package dev.serai.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.bus.BindingProvider;
import dev.serai.bus.GroupSpec;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaBindingConfigTest {

  @Test
  void without_settings_it_is_the_kafka_of_this_machine() {
    KafkaBindingConfig config = KafkaBindingConfig.of(Map.of());

    assertThat(config.bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(config.partitions()).isEqualTo(8);
    assertThat(config.provisioning()).isEqualTo(KafkaBindingConfig.Provisioning.CREATE);
    assertThat(config.topicOf("ci.events")).isEqualTo("ci.events");
    assertThat(config.groupOf("ci.events", "healer")).isEqualTo("serai:ci.events:healer");
  }

  @Test
  void properties_get_to_the_clients_that_know_them_and_promises_stay() {
    KafkaBindingConfig config =
        KafkaBindingConfig.of(
            Map.of(
                "bootstrapServers",
                "a:1, b:2",
                "properties",
                Map.of("linger.ms", 5, "fetch.min.bytes", 7, "security.protocol", "SSL")));
    ClientProperties clients = new ClientProperties(config);

    assertThat(clients.producer())
        .containsEntry("bootstrap.servers", "a:1,b:2")
        .containsEntry("linger.ms", "5")
        .containsEntry("security.protocol", "SSL")
        .containsEntry("acks", "all")
        .doesNotContainKey("fetch.min.bytes");
    assertThat(clients.consumer("g", 6_000))
        .containsEntry("fetch.min.bytes", "7")
        .containsEntry("isolation.level", "read_committed")
        .doesNotContainKey("linger.ms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bootstrap|x|brokers.kafka.bootstrap is not known; known here: bootstrapServers, topicPrefix, groupPrefix, provisioning, partitions, replication, maxEventBytes, timeout, topic, properties",
        "bootstrapServers|kafka://h|brokers.kafka.bootstrapServers must be host:port, or several joined by commas, but is 'kafka://h'",
        "partitions|0|brokers.kafka.partitions must be from 1 to 1000, but is '0'",
        "partitions|few|brokers.kafka.partitions must be a whole number, but is 'few'",
        "maxEventBytes|1GB|brokers.kafka.maxEventBytes must be a size such as 262144, 256KiB or 1MiB, but is '1GB'",
        "timeout|1s|brokers.kafka.timeout must be from 2s to 1m, but is '1s'",
        "provisioning|always|brokers.kafka.provisioning must be one of create, verify, none, but is 'always'",
        "topicPrefix|a b|brokers.kafka.topicPrefix must be at most 60 letters, digits, '.', '_' or '-', but is 'a b'",
        "properties|acks=1|brokers.kafka.properties must be names with values, such as { a: b }, but is 'acks=1'",
      })
  void what_makes_no_sense_is_refused_with_the_way_out(String key, String value, String message) {
    assertThatThrownBy(() -> KafkaBindingConfig.of(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acks|1|brokers.kafka.properties.acks is the hub's: an accepted event is with all in-sync replicas",
        "securty.protocol|SSL|brokers.kafka.properties.securty.protocol is no property of Kafka's producer, consumer or admin client",
        "security.protocol|TLS|brokers.kafka.properties.security.protocol must be well formed: String must be one of (case insensitive): SASL_SSL, PLAINTEXT, SSL, SASL_PLAINTEXT, but is 'TLS'",
        "linger.ms|soon|brokers.kafka.properties.linger.ms must be well formed: Not a number of type LONG, but is 'soon'",
      })
  void a_property_that_makes_no_sense_is_refused_too(String name, String value, String message) {
    assertThatThrownBy(() -> KafkaBindingConfig.of(Map.of("properties", Map.of(name, value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void a_password_is_not_printed() {
    KafkaBindingConfig config =
        KafkaBindingConfig.of(Map.of("properties", Map.of("sasl.jaas.config", "secret")));

    assertThat(config.toString()).doesNotContain("secret");
  }

  @Test
  void a_deadline_that_kafka_cannot_keep_is_refused_with_the_way_out() {
    KafkaProfile profile = new KafkaProfile(KafkaBindingConfig.of(Map.of()));
    GroupSpec hasty = new GroupSpec("c", "g", GroupSpec.From.LATEST, false, Duration.ofSeconds(5));

    assertThat(profile.refusals(hasty))
        .containsExactly(
            "group 'g' of channel 'c' wants an ackDeadline of 5s, but Kafka notices a dead member after 6s: set it to 8s or more, or lower session.timeout.ms in brokers.kafka.properties");
    assertThat(profile.refusals(GroupSpec.of("c", "g"))).isEmpty();
  }

  @Test
  void the_binding_is_found_by_its_name() {
    assertThat(ServiceLoader.load(BindingProvider.class))
        .extracting(BindingProvider::name)
        .contains("kafka");
  }

  @Test
  void what_is_tried_out_has_topics_and_groups_of_its_own_behind_the_users_prefix() {
    KafkaBindingConfig config =
        KafkaBindingConfig.of(
            new KafkaBindingProvider().apart(Map.of("topicPrefix", "team."), "serai-demo-1"));

    assertThat(config.topicPrefix()).isEqualTo("team.serai-demo-1.");
    assertThat(config.groupPrefix()).isEqualTo("serai-serai-demo-1");
  }
}
