package dev.serai.config;

import static dev.serai.config.ConfigFile.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.config.Connector.OnDuplicate;
import dev.serai.config.Connector.Vocabulary;
import dev.serai.config.HubConfig.Channel;
import dev.serai.config.HubConfig.Order;
import dev.serai.config.HubConfig.PolicyConfig;
import dev.serai.config.HubConfig.PolicyConfig.Backoff;
import dev.serai.config.HubConfig.PolicyConfig.Breaker;
import dev.serai.config.HubConfig.PolicyConfig.Rule;
import dev.serai.config.HubConfig.PolicyConfig.Verdict;
import dev.serai.delivery.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubConfigTest {

  @TempDir Path folder;

  @Test
  void the_shipped_file_runs_as_it_is_with_both_doors_off_until_they_have_a_secret() {
    HubConfig config = HubConfig.load(Path.of("connectors.yaml"), name -> null, ConfigFile.KNOWN);

    assertThat(config.broker()).isEqualTo("embedded");
    assertThat(config.server().port()).isEqualTo(8080);
    assertThat(config.management().host()).isEqualTo("127.0.0.1");
    assertThat(config.connectors().get("github").off())
        .contains(
            "it has no secret; set GITHUB_WEBHOOK_SECRET or GITHUB_WEBHOOK_SECRET_OLD to switch it on");
    assertThat(config.connectors().get("events").off())
        .contains("it has no secret; set SERAI_EVENTS_TOKEN to switch it on");
  }

  @Test
  void the_shipped_file_switches_a_connector_on_when_its_secret_is_set() {
    HubConfig config =
        HubConfig.load(
            Path.of("connectors.yaml"),
            Map.of("GITHUB_WEBHOOK_SECRET", "s")::get,
            ConfigFile.KNOWN);

    assertThat(config.connectors().get("github").off()).isEmpty();
    assertThat(inbound(config, "github").verify().secrets()).containsExactly(Secret.of("s"));
  }

  @Test
  void every_default_holds_without_a_file() {
    HubConfig config = HubConfig.ofDefaults(name -> null);

    assertThat(config.broker()).isEqualTo("embedded");
    assertThat(config.brokerSettings()).isEmpty();
    assertThat(config.server().host()).isEqualTo("0.0.0.0");
    assertThat(config.server().maxBodyBytes()).isEqualTo(10 << 20);
    assertThat(config.server().timeouts().answer()).isEqualTo(Duration.ofSeconds(9));
    assertThat(config.ledger().file(Path.of("data"))).contains(Path.of("data", "serai.db"));
    assertThat(config.connectors()).isEmpty();
  }

  @Test
  void a_ledger_on_postgresql_has_its_password_beside_the_address() {
    HubConfig config =
        read("ledger: { url: 'postgresql://serai@db:5433/serai?sslmode=require', password: hush }");

    assertThat(config.ledger().file(Path.of("data"))).isEmpty();
    assertThat(config.ledger().url()).endsWith("sslmode=require");
    assertThat(config.ledger().password()).contains(Secret.of("hush"));
    assertThat(config.ledger().toString()).doesNotContain("hush");
  }

  @Test
  void an_absolute_ledger_stays_where_it_is() {
    HubConfig config = read("ledger: { url: 'sqlite:/var/lib/serai/hub.db' }");

    assertThat(config.ledger().file(Path.of("data"))).contains(Path.of("/var/lib/serai/hub.db"));
  }

  @Test
  void channels_say_their_order_and_retention() {
    assertThat(read("channels: { a: { order: key, retention: 36h }, b: {} }").channels())
        .containsExactly(
            Map.entry("a", new Channel(Order.KEY, Duration.ofHours(36), true)),
            Map.entry("b", new Channel(Order.NONE, Duration.ofDays(7), true)));
  }

  @Test
  void a_channel_without_a_log_keeps_nothing() {
    HubConfig config =
        read("channels: { a: { order: key }, raw: { log: false }, logged: { log: true } }");

    assertThat(config.channels().get("raw"))
        .isEqualTo(new Channel(Order.NONE, Duration.ZERO, false));
    assertThat(config.unlogged()).containsExactly("raw");
  }

  @Test
  void channels_alone_are_read_without_the_secrets_of_connectors() throws IOException {
    Path file = folder.resolve("connectors.yaml");
    Files.writeString(
        file,
        """
        channels: { metrics.raw: { log: false } }
        connectors: { gitlab: { verify: { scheme: gitlab, secret: '${NOT_SET}' } } }
        """);

    assertThat(HubConfig.loadChannels(file, name -> null).get("metrics.raw").log()).isFalse();
  }

  @Test
  void a_policy_says_attempts_backoff_breaker_and_rules() {
    HubConfig config =
        read(
            """
            policies:
              p:
                attempts: 6
                backoff: { initial: 500ms, factor: 1.5, max: 1m, jitter: 0 }
                breaker: { failures: 3 }
                classify:
                  - { exception: SchemaException, status: 422, then: poison }
                  - { status: [429, 503], then: retry }
            """);

    assertThat(config.policies().get("p"))
        .isEqualTo(
            new PolicyConfig(
                6,
                new Backoff(Duration.ofMillis(500), 1.5, Duration.ofMinutes(1), 0),
                new Breaker(3, Duration.ofSeconds(30), Duration.ofSeconds(60)),
                List.of(
                    new Rule("SchemaException", Set.of(422), Verdict.POISON),
                    new Rule(null, Set.of(429, 503), Verdict.RETRY))));
  }

  @Test
  void a_rule_takes_a_whole_class_of_statuses() {
    PolicyConfig policy =
        read("policies: { p: { classify: [{ status: 5xx, then: retry }] } }").policies().get("p");

    assertThat(policy.classify().get(0).statuses()).hasSize(100).contains(500, 599);
  }

  @Test
  void a_policy_left_out_is_the_one_that_delivery_has_by_default() {
    PolicyConfig written = read("policies: { default: {} }").policies().get("default");
    Policy own = Policy.ofDefaults();

    assertThat(written.attempts()).isEqualTo(own.attempts());
    assertThat(written.breaker()).isNull();
    assertThat(
            new Policy.Backoff(
                written.backoff().initial(),
                written.backoff().factor(),
                written.backoff().max(),
                written.backoff().jitter()))
        .isEqualTo(own.backoff());
  }

  @Test
  void a_webhook_has_its_own_bounds_or_those_of_the_server() {
    HubConfig config =
        read(
            """
            server: { maxBodyBytes: 2MiB }
            channels: { c: {} }
            connectors:
              a: { type: webhook, verify: { scheme: none }, normalize: github, channel: c }
              b:
                type: webhook
                verify: { scheme: github, secrets: one }
                vocabulary: native
                maxBytes: 25MB
                onDuplicate: conflict
            """);

    Connector.Webhook a = (Connector.Webhook) config.connectors().get("a");
    Connector.Webhook b = (Connector.Webhook) config.connectors().get("b");
    assertThat(a.maxBytes()).isEqualTo(2 << 20);
    assertThat(a.vocabulary()).isEqualTo(Vocabulary.HUB);
    assertThat(a.onDuplicate()).isEqualTo(OnDuplicate.ACCEPT);
    assertThat(b.maxBytes()).isEqualTo(25_000_000);
    assertThat(b.vocabulary()).isEqualTo(Vocabulary.NATIVE);
    assertThat(b.onDuplicate()).isEqualTo(OnDuplicate.CONFLICT);
    assertThat(b.channel()).isNull();
  }

  @Test
  void a_connector_that_says_so_is_off_and_needs_no_secret() {
    HubConfig config =
        read(
            "connectors: { a: { type: cloudevents, enabled: false, verify: { scheme: bearer } } }");

    assertThat(config.connectors().get("a").off())
        .contains("it says enabled: false; write true or auto to switch it on");
  }

  @Test
  void empty_secrets_are_dropped_and_the_others_live() {
    HubConfig config =
        read(
            "connectors: { a: { type: webhook, verify: { scheme: github, secrets: ['${NEW}', '${OLD:}'] } } }",
            "NEW",
            "n");

    assertThat(inbound(config, "a").verify().secrets()).containsExactly(Secret.of("n"));
  }

  @Test
  void broker_settings_pass_through_as_they_are_written() {
    HubConfig config =
        read(
            """
            broker: redis
            brokers:
              redis: { uri: "${URI:redis://localhost:6379}", shards: 16, tls: true, password: 0123, none: , pin: "42", of: [1, a] }
            """);

    assertThat(config.brokerSettings())
        .isEqualTo(
            Map.of(
                "uri",
                "redis://localhost:6379",
                "shards",
                16,
                "tls",
                true,
                "password",
                "0123",
                "pin",
                "42",
                "of",
                List.of(1, "a")));
  }

  @Test
  void nothing_that_may_be_secret_is_printed() {
    HubConfig config =
        read(
            """
            brokers: { redis: { password: hush } }
            connectors: { a: { type: webhook, verify: { scheme: github, secrets: [hush] } } }
            """);

    assertThat(config.toString()).doesNotContain("hush").contains("***");
  }

  @Test
  void an_alias_repeats_what_its_anchor_holds() {
    HubConfig config = read("channels: { a: &x { order: key }, b: *x }");

    assertThat(config.channels().get("b").order()).isEqualTo(Order.KEY);
  }

  @Test
  void who_may_send_and_how_fast_is_read() {
    HubConfig config =
        read(
            """
            server: { proxies: [10.0.0.0/8, "fd00::/8"] }
            connectors:
              a:
                type: cloudevents
                verify: { scheme: none }
                rate: 600/m
                allow: ["192.0.2.7", "2001:db8::/32", "::ffff:192.0.2.0"]
                origins: eventgrid.azure.net
              b: { type: webhook, verify: { scheme: none } }
            """);

    assertThat(config.server().proxies()).containsExactly("10.0.0.0/8", "fd00::/8");
    assertThat(inbound(config, "a").admission())
        .isEqualTo(
            new Connector.Admission(
                List.of("192.0.2.7", "2001:db8::/32", "::ffff:192.0.2.0"),
                new Connector.Rate(600, Duration.ofMinutes(1)),
                List.of("eventgrid.azure.net")));
    assertThat(inbound(config, "b").admission())
        .isEqualTo(new Connector.Admission(List.of(), null, List.of()));
  }

  private static Connector.Inbound inbound(HubConfig config, String name) {
    return (Connector.Inbound) config.connectors().get(name);
  }

  @Test
  void brokers_that_are_being_left_are_one_or_more_each_once() {
    assertThat(read("broker: redis").draining()).isEmpty();
    assertThat(read("{ broker: redis, draining: embedded }").draining())
        .containsExactly("embedded");
    assertThat(read("{ broker: redis, draining: [kafka, embedded, kafka] }").draining())
        .containsExactly("kafka", "embedded");
  }
}
