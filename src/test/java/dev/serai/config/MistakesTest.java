package dev.serai.config;

import static dev.serai.config.ConfigFile.mistakes;
import static dev.serai.config.ConfigFile.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MistakesTest {

  @Test
  void an_unknown_key_is_told_with_what_is_known_and_what_was_meant() {
    assertThat(mistakes("management:\n  prot: 1\n"))
        .containsExactly(
            "connectors.yaml:2:3: management.prot is unknown here; known are host, port. Did you mean 'port'?");
  }

  @Test
  void all_mistakes_are_told_at_once_in_the_order_of_the_file() {
    assertThat(
            mistakes(
                """
                brokr: embedded
                channels:
                  a: { retention: 7 }
                policies:
                  p: { attempts: 0 }
                connectors:
                  x: { type: webhok }
                """))
        .containsExactly(
            "connectors.yaml:1:1: brokr is unknown here; known are broker, brokers, channels, connectors, draining, ledger, management, policies, server, subscriptions. Did you mean 'broker'?",
            "connectors.yaml:3:19: channels.a.retention wants a duration such as 500ms, 1s, 10m or 7d, from 1m to 3650d, but is '7'",
            "connectors.yaml:5:18: policies.p.attempts wants a whole number from 1 to 1,000, but is '0'",
            "connectors.yaml:7:14: connectors.x.type: there is no connector type 'webhok'; known are cloudevents, feed, poll, webhook. Did you mean 'webhook'?");
  }

  @Test
  void retention_without_a_log_is_told_with_its_line() {
    assertThat(
            mistakes(
                """
                channels:
                  metrics.raw:
                    log: false
                    retention: 3d
                """))
        .containsExactly(
            "connectors.yaml:4:5: channels.metrics.raw.retention has nothing to keep, because the channel has log: false; leave out one of the two");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server: { port: 65536 } | server.port wants a whole number from 0 to 65,535, but is '65536'",
        "server: { port: -1 } | server.port wants a whole number from 0 to 65,535, but is '-1'",
        "server: { port: 99999999999999999999 } | server.port wants a whole number from 0 to 65,535, but is '99999999999999999999'",
        "server: { port: [1] } | server.port wants a whole number from 0 to 65,535, but is a list",
        "server: { port: } | server.port has no value; it wants a whole number from 0 to 65,535, or leave the line out",
        "server: 8080 | server wants a map with the keys host, port, maxBodyBytes, maxHeaderBytes, maxInFlight, maxInFlightBytes, maxConnections, timeouts, proxies, but is a single value",
        "server: { maxBodyBytes: 25 } | server.maxBodyBytes wants a size such as 64KiB, 1MiB or 25MB, from 1KiB to 256MiB, but is '25'",
        "server: { maxBodyBytes: 1TiB } | server.maxBodyBytes wants a size such as 64KiB, 1MiB or 25MB, from 1KiB to 256MiB, but is '1TiB'",
        "server: { host: 'a b' } | server.host wants a host name or address, but is 'a b'",
        "server: { maxInFlightBytes: 5MiB } | server: maxInFlightBytes (5MiB) is less than maxBodyBytes (10MiB), so no body of that size would ever be let in; raise it or lower maxBodyBytes",
        "{ server: { maxInFlightBytes: 12MiB }, connectors: { a: { type: webhook, verify: { scheme: none }, maxBytes: 20MiB } } } | connectors.a.maxBytes (20MiB) is more than server.maxInFlightBytes (12MiB), so no body of that size would ever be let in; raise server.maxInFlightBytes or lower maxBytes",
        "server: { proxies: [10.0.0.0/8, x] } | server.proxies.2 wants a network such as 192.0.2.0/24, 2001:db8::/32 or one address, but is 'x'",
        "connectors: { a: { type: webhook, verify: { scheme: none }, allow: 10.0.0.256 } } | connectors.a.allow wants a network such as 192.0.2.0/24, 2001:db8::/32 or one address, but is '10.0.0.256'",
        "connectors: { a: { type: webhook, verify: { scheme: none }, allow: ['1:2::3::4'] } } | connectors.a.allow.1 wants a network such as 192.0.2.0/24, 2001:db8::/32 or one address, but is '1:2::3::4'",
        "connectors: { a: { type: webhook, verify: { scheme: none }, allow: [10.0.0.0/33] } } | connectors.a.allow.1 wants a network such as 192.0.2.0/24, 2001:db8::/32 or one address, but is '10.0.0.0/33'",
        "connectors: { a: { type: webhook, verify: { scheme: none }, rate: 0/s } } | connectors.a.rate wants a rate such as 50/s, 600/m or 1000/h, but is '0/s'",
        "connectors: { a: { type: cloudevents, verify: { scheme: none }, rate: 50 } } | connectors.a.rate wants a rate such as 50/s, 600/m or 1000/h, but is '50'",
        "channels: [a] | channels wants a map from the name of each channel to its settings, but is a list",
        "channels: { 'a b': {} } | channels: 'a b' is no name for a channel; use 1 to 100 letters, digits, dots, hyphens or underscores, beginning with a letter or digit",
        "channels: { a: { order: keys } } | channels.a.order wants one of none, key, but is 'keys'",
        "broker: embeded | broker: there is no broker 'embeded'; known are embedded, kafka, redis, servicebus. Did you mean 'embedded'?",
        "{ broker: redis, draining: [embedded, redis] } | draining names 'redis', which is the broker itself; name the one that is being left",
        "draining: rabbit | draining: there is no broker 'rabbit'; known are embedded, kafka, redis, servicebus",
        "brokers: { rabbit: {} } | brokers: there is no broker 'rabbit'; known are embedded, kafka, redis, servicebus",
        "ledger: { url: postgresql://h } | ledger.url wants sqlite:<file> or postgresql://user@host:port/database, for example sqlite:serai.db, but is 'postgresql://h'",
        "ledger: { url: 'postgresql://u:hush@h/d' } | ledger.url holds a password, which messages would show; leave it out and write password: ${SERAI_LEDGER_PASSWORD} beside url",
        "ledger: { url: 'postgres://u:hush@h/d' } | ledger.url holds a password, which messages would show; leave it out and write password: ${SERAI_LEDGER_PASSWORD} beside url",
        "ledger: { url: 'postgresql://u@h/d?a=b&password=hush' } | ledger.url holds a password, which messages would show; leave it out and write password: ${SERAI_LEDGER_PASSWORD} beside url",
        "policies: { p: { backoff: { factor: 0.5 } } } | policies.p.backoff.factor wants a number from 1 to 100, but is '0.5'",
        "policies: { p: { backoff: { initial: 1h } } } | policies.p.backoff: initial (1h) is longer than max (10m); raise max or lower initial",
        "policies: { p: { classify: [{ then: retry }] } } | policies.p.classify.1 would match every failure; write exception: SomeException, status: [409, 422], or both",
        "policies: { p: { classify: [{ status: 4x, then: retry }] } } | policies.p.classify.1.status wants an HTTP status such as 422 or 4xx, but is '4x'",
        "policies: { p: { classify: [{ status: 422 }] } } | policies.p.classify.1.then is missing; write then: poison or then: retry",
        "connectors: { a: {} } | connectors.a.type is missing; write type: webhook, type: cloudevents, type: feed or type: poll",
        "connectors: { a: { type: feed, normalize: github, url: x } } | connectors.a.url wants an address such as https://example.org/releases.atom, but is 'x'",
        "connectors: { a: { type: cloudevents } } | connectors.a.verify is missing; write verify: { scheme: github, secrets: [\"${MY_SECRET}\"] }, or verify: { scheme: none } to let everybody in",
        "connectors: { a: { type: webhook, verify: { scheme: githib } } } | connectors.a.verify.scheme: there is no scheme 'githib'; known are bearer, github, none. Did you mean 'github'?",
        "connectors: { a: { type: webhook, verify: { scheme: none }, normalize: gitlab } } | connectors.a.normalize: there is no normalizer 'gitlab'; known is github. Did you mean 'github'?",
        "connectors: { a: { type: webhook, verify: { scheme: github } } } | connectors.a.verify: the scheme 'github' needs a secret and has none; give it one under verify.secrets, or write enabled: auto to leave the connector off until there is one",
      })
  void a_wrong_value_is_told_with_what_is_wanted(String text, String message) {
    assertThat(mistakes(text)).singleElement().asString().endsWith(": " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prefix: x= | 1:43: connectors.a.verify: prefix: not here",
        "tolerance: 5 | 1:70: connectors.a.verify.tolerance wants a duration such as 500ms, 1s, 10m or 7d, from 1s to 1d, but is '5'",
        "algorithm: md5 | 1:70: connectors.a.verify.algorithm wants one of sha256, sha512, sha384, sha1, but is 'md5'",
        "idHeader: 'a b' | 1:69: connectors.a.verify.idHeader wants a header's name such as X-Signature, but is 'a b'",
        "hedaer: X | 1:59: connectors.a.verify.hedaer is unknown here; known are algorithm, encoding, eventHeader, header, idHeader, key, prefix, scheme, secrets, signed, timestampHeader, timestampPrefix, tolerance. Did you mean 'header'?",
      })
  void what_does_not_fit_under_verify_is_told(String option, String message) {
    assertThat(
            mistakes(
                "connectors: { a: { type: webhook, verify: { scheme: none, " + option + " } } }"))
        .containsExactly("connectors.yaml:" + message);
  }

  @Test
  void a_scheme_whose_secrets_all_come_out_empty_names_the_variables() {
    assertThat(
            mistakes(
                "connectors: { a: { type: webhook, verify: { scheme: github, secrets: ['${A:}', '${B:}'] } } }"))
        .singleElement()
        .asString()
        .contains("needs a secret and has none; set A or B, or write enabled: auto");
  }

  @Test
  void a_value_out_of_a_variable_is_quoted_with_the_variable() {
    assertThat(mistakes("server: { port: '${PORT:x}' }"))
        .singleElement()
        .asString()
        .endsWith("but is 'x' (from ${PORT:x})");
  }

  @Test
  void a_channel_that_is_not_defined_is_told_with_the_defined_ones() {
    assertThat(
            mistakes(
                """
                channels: { ci.events: {} }
                connectors:
                  a: { type: cloudevents, verify: { scheme: none }, channel: ci.event }
                """))
        .containsExactly(
            "connectors.yaml:3:62: connectors.a.channel refers to the channel 'ci.event', which is not defined; known is ci.events. Did you mean 'ci.events'? Define it under 'channels:' or correct the name.");
  }

  @Test
  void a_broken_channel_is_still_a_defined_one() {
    assertThat(
            mistakes(
                """
                channels: { c: { order: up } }
                connectors: { a: { type: cloudevents, verify: { scheme: none }, channel: c } }
                """))
        .hasSize(1);
  }

  @Test
  void a_channel_needs_a_normalizer_to_feed_it() {
    assertThat(
            mistakes(
                "channels: { c: {} }\nconnectors: { a: { type: webhook, verify: { scheme: none }, channel: c } }"))
        .singleElement()
        .asString()
        .contains("connectors.a has a channel but no normalize")
        .endsWith("begin a route with webhook:a");
  }

  @Test
  void channels_and_policies_that_nobody_uses_are_told() {
    HubConfig config =
        read(
            """
            channels: { a: {}, b: {}, c: {} }
            policies:
              default: {}
              fast: {}
              slow: {}
            connectors: { x: { type: cloudevents, verify: { scheme: none }, channel: a } }
            """);

    config.checkUsed(Set.of("fast", "slow"), Set.of("b", "c"));
    assertThatThrownBy(() -> config.checkUsed(Set.of("slow"), Set.of("b")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            String.join(
                System.lineSeparator(),
                "connectors.yaml:1:27: the channel 'c' is used by no connector and no route; remove it, or use it: channel: c in a connector, bus:c in a route",
                "connectors.yaml:4:3: the policy 'fast' is used by no route; remove it, or name it in a route: policy: fast"));
  }

  @Test
  void a_key_that_stands_twice_is_told_with_both_lines() {
    assertThat(mistakes("server:\n  port: 1\n  host: h\n  port: 2\n"))
        .containsExactly(
            "connectors.yaml:4:3: 'port' stands here a second time, first in line 2; keep one");
  }

  @Test
  void a_tab_is_told() {
    assertThat(mistakes("server:\n\tport: 1\n"))
        .containsExactly(
            "connectors.yaml:2:1: a tab stands here; YAML is indented with spaces only");
  }

  @Test
  void a_variable_without_quotes_in_a_flow_map_is_explained() {
    assertThat(mistakes("server: { host: ${A:b} }"))
        .singleElement()
        .asString()
        .startsWith("connectors.yaml:1:")
        .endsWith("(inside { } or [ ] a value with ${...} must stand in quotes)");
  }

  @Test
  void an_alias_bomb_is_refused_before_it_is_expanded() {
    StringBuilder bomb = new StringBuilder("brokers:\n  redis:\n    a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("    a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(mistakes(bomb.toString()))
        .singleElement()
        .asString()
        .endsWith("holds more than 20000 values, counting those behind aliases");
  }

  @Test
  void an_alias_inside_its_own_anchor_is_refused() {
    assertThat(mistakes("brokers: &b { redis: *b }"))
        .containsExactly("connectors.yaml:1:22: *b refers to no &b that ends before it");
  }

  @Test
  void deep_nesting_is_refused() {
    assertThat(mistakes("a: " + "[".repeat(200_000)))
        .containsExactly("connectors.yaml:1:35: nests deeper than 32 levels");
  }

  @Test
  void tags_and_second_documents_are_refused() {
    assertThat(mistakes("broker: !!java.net.URL [x]").get(0))
        .contains("has the tag")
        .endsWith("leave it out");
    assertThat(mistakes("broker: redis\n---\nbroker: embedded\n").get(0))
        .contains("begins a second document here");
  }

  @Test
  void a_file_that_is_no_map_is_refused() {
    assertThat(mistakes("- a"))
        .containsExactly(
            "connectors.yaml:1:1: the file wants a map with the keys broker, brokers, draining, ledger, server, management, channels, policies, connectors, subscriptions, but is a list");
  }

  @Test
  void an_empty_file_is_refused() {
    assertThat(mistakes("# nothing\n"))
        .containsExactly("connectors.yaml: is empty; write at least 'connectors: {}'");
  }

  @Test
  void a_missing_file_is_told_with_its_whole_path(@TempDir Path dir) {
    Path file = dir.resolve("hub.yaml");

    assertThatThrownBy(() -> HubConfig.load(file, Map.<String, String>of()::get))
        .hasMessage(
            "%s: does not exist (looked for %s); name another file with --config or SERAI_CONFIG"
                .formatted(file, file));
  }

  @Test
  void a_file_that_is_no_text_or_too_large_is_refused(@TempDir Path dir) throws IOException {
    Path binary = Files.write(dir.resolve("binary.yaml"), new byte[] {(byte) 0xC3, 0x28});
    Path large = Files.write(dir.resolve("large.yaml"), new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> HubConfig.load(binary, Map.<String, String>of()::get))
        .hasMessageEndingWith("is not UTF-8 text; save it as UTF-8");
    assertThatThrownBy(() -> HubConfig.load(large, Map.<String, String>of()::get))
        .hasMessageEndingWith("is larger than 1MiB");
  }
}
