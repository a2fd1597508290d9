package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

  @TempDir Path folder;
  private Path config;
  private Path routes;

  @BeforeEach
  void write() throws IOException {
    config = folder.resolve("connectors.yaml");
    routes = Files.createDirectories(folder.resolve("routes"));
    Files.writeString(
        config,
        """
        channels:
          ci.events: { order: key }
        brokers:
          embedded: { maxEventBytes: 64KiB }
        connectors:
          in: { type: cloudevents, verify: { scheme: none }, channel: ci.events }
        """);
    Files.writeString(
        routes.resolve("heal.camel.yaml"),
        """
        - route:
            id: heal
            from:
              uri: bus:ci.events
              parameters: { group: healer, from: earliest, ackDeadline: 30s }
              steps:
                - to: log:heal
        """);
  }

  private CommandRun plan(Object... more) {
    Object[] args = new Object[5 + more.length];
    System.arraycopy(new Object[] {"plan", "--config", config, "--routes", routes}, 0, args, 0, 5);
    System.arraycopy(more, 0, args, 5, more.length);
    return CommandRun.of(args);
  }

  @Test
  void it_says_of_each_group_what_it_needs_and_who_meets_it() {
    CommandRun run = plan("--broker", "redis");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Plan for the broker 'redis'")
        .contains("ci.events, group healer (" + routes.resolve("heal.camel.yaml") + ":4)")
        .containsPattern("a new group may start with the oldest kept event +broker ")
        .containsPattern("events of one partition key stay in order +hub +8 shards")
        .contains("streams serai:{ci.events}:0 to serai:{ci.events}:7")
        .contains("Largest event: 1,048,576 bytes here; 65,536 on every broker")
        .contains("fsync:");
  }

  @Test
  void a_subscription_is_a_group_too() throws IOException {
    Files.writeString(
        config,
        Files.readString(config)
            + """
            subscriptions:
              partner:
                channel: ci.events
                url: https://partner.example/
                secrets: [whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw]
                from: earliest
              quiet: { channel: ci.events, url: "https://q.example/", enabled: auto, secrets: ["${Q:}"] }
            """);

    assertThat(plan("--broker", "kafka").out())
        .contains("ci.events, group subscription.partner (" + config + ")")
        .contains("consumer group serai:ci.events:subscription.partner on topic ci.events")
        .doesNotContain("subscription.quiet");
  }

  @Test
  void a_channel_without_a_log_is_named() throws IOException {
    Files.writeString(
        config,
        Files.readString(config).replace("ci.events: { order: key }", "ci.events: { log: false }"));

    assertThat(plan("--broker", "redis").out())
        .contains("channel 'ci.events' keeps no log (log: false)");
  }

  @Test
  void a_program_reads_it_as_one_object() {
    JsonNode plan = plan("--json").json().get(0);

    assertThat(plan.get("broker").asText()).isEqualTo("embedded");
    assertThat(plan.get("refused").asBoolean()).isFalse();
    assertThat(plan.get("groups").get(0).get("needs").findValuesAsText("need"))
        .containsExactly("fan-out", "earliest", "order", "crash");
    assertThat(plan.get("deviations").get(0).get("name").asText()).isEqualTo("one-hub");
    assertThat(plan.get("notes").get(0).asText()).contains("connector 'in' takes bodies of up to");
  }

  @Test
  void a_broker_that_is_not_known_is_told_with_those_that_are() {
    CommandRun run = plan("--broker", "rabbit");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("broker 'rabbit' is not known; known are embedded, ");
  }

  @Test
  void a_route_with_a_mistake_is_told_and_nothing_is_planned() throws IOException {
    Files.writeString(
        routes.resolve("bad.camel.yaml"),
        "- route: {id: bad, from: {uri: 'bus:ci.events', steps: []}}\n");

    CommandRun run = plan();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("bad.camel.yaml").contains("needs a group");
    assertThat(run.out()).isEmpty();
  }
}
