package dev.serai.bus.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.bus.BindingProvider;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisBindingConfigTest {

  @Test
  void without_settings_it_is_the_redis_of_this_machine() {
    RedisBindingConfig config = RedisBindingConfig.of(Map.of());

    assertThat(config.uris()).hasSize(1);
    assertThat(config.uris().get(0).getPort()).isEqualTo(6379);
    assertThat(config.shards()).isEqualTo(8);
    assertThat(config.keep()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void tls_sentinels_and_clusters_are_told_by_the_uri() {
    assertThat(RedisBindingConfig.of(Map.of("uri", "rediss://h:1")).uris().get(0).isSsl()).isTrue();
    assertThat(
            RedisBindingConfig.of(Map.of("uri", "redis-sentinel://a:1,b:2/0#main"))
                .uris()
                .get(0)
                .getSentinels())
        .hasSize(2);
    assertThat(RedisBindingConfig.of(Map.of("uri", "redis://a:1,b:2", "cluster", "true")).uris())
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "urii|x|brokers.redis.urii is not known; known here: uri, username, password, sentinelPassword, cluster, caFile, certFile, keyFile, verifyPeer, prefix, shards, maxEventBytes, timeout, keep, onceFor",
        "uri|ftp://secret|brokers.redis.uri must be such as redis://host:6379, rediss://host:6380 or redis-sentinel://host:26379/0#master, but is not a URI of that kind",
        "cluster|yes|brokers.redis.cluster must be true or false, but is 'yes'",
        "shards|0|brokers.redis.shards must be from 1 to 256, but is '0'",
        "shards|few|brokers.redis.shards must be a whole number, but is 'few'",
        "maxEventBytes|1GB|brokers.redis.maxEventBytes must be a size such as 262144, 256KiB or 1MiB, but is '1GB'",
        "timeout|1s|brokers.redis.timeout must be from 2s to 1m, but is '1s'",
        "keep|soon|brokers.redis.keep must be a duration such as 500ms, 10s, 5m, 1h or 7d, but is 'soon'",
        "prefix|a b|brokers.redis.prefix must be 1 to 61 letters, digits, '.', '_', ':' or '-', beginning with a letter or digit, but is 'a b'",
        "caFile|/no/such.pem|brokers.redis.caFile must name a file in PEM that can be read, but is '/no/such.pem'",
        "username|me|brokers.redis.username is 'me' but brokers.redis.password is missing",
      })
  void what_makes_no_sense_is_refused_with_the_way_out(String key, String value, String message) {
    assertThatThrownBy(() -> RedisBindingConfig.of(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void a_password_is_not_printed() {
    RedisBindingConfig config =
        RedisBindingConfig.of(Map.of("uri", "redis://:hidden@h:1", "password", "secret"));

    assertThat(config.toString()).doesNotContain("secret").doesNotContain("hidden");
  }

  @Test
  void the_binding_is_found_by_its_name() {
    assertThat(ServiceLoader.load(BindingProvider.class))
        .extracting(BindingProvider::name)
        .contains("redis");
  }
}
