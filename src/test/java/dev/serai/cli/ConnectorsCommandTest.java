package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.hub.ConfigCheck;
import dev.serai.source.scheme.Schemes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorsCommandTest {

  private static final Path PAGE = Path.of("docs", "reference", "connectors.md");

  @TempDir Path dir;
  private Path config;

  @BeforeEach
  void configure() throws IOException {
    config =
        Files.writeString(
            dir.resolve("connectors.yaml"),
            """
            channels: { ci.events: {} }
            connectors:
              hub-of-gits:
                type: webhook
                verify: { scheme: github, secrets: [hush-hush] }
                normalize: github
                channel: ci.events
              items: { type: feed, url: "http://user:hush-hush@localhost:8090/feed.xml?key=hush-hush", channel: ci.events }
              quay:
                type: webhook
                verify: { scheme: hmac, secrets: [hush-hush], header: X-Quay, encoding: base64 }
                normalize: json
                channel: ci.events
              inbox: { type: cloudevents, enabled: auto, verify: { scheme: bearer, secrets: ["${T:}"] }, channel: ci.events }
            """);
  }

  private CommandRun run(String... args) {
    Object[] all = new Object[args.length + 3];
    all[0] = "connectors";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--config=" + config;
    all[args.length + 2] = "--data=" + dir;
    return CommandRun.of(all);
  }

  /** To write it anew: {@code mvn test -Dtest=ConnectorsCommandTest -Dserai.docs=write}. */
  @Test
  void the_reference_page_is_what_the_declarations_say() throws IOException {
    if ("write".equals(System.getProperty("serai.docs"))) {
      Files.writeString(PAGE, ConnectorReference.markdown());
    }

    assertThat(Files.readString(PAGE)).isEqualTo(ConnectorReference.markdown());
  }

  @Test
  void every_known_sender_has_schemes_samples_and_a_connector_that_can_be_loaded()
      throws IOException {
    for (KnownSender sender : KnownSender.all()) {
      assertThat(sender.schemes()).as(sender.name()).isNotEmpty().isSubsetOf(Schemes.names());
      assertThat(sender.samples()).as(sender.name()).isNotEmpty();
      assertThat(sender.types()).as(sender.name()).isNotEmpty();
      Path file =
          Files.writeString(
              dir.resolve(sender.name() + ".yaml"), "channels: { events: {} }\n" + sender.yaml());
      assertThat(ConfigCheck.load(file, name -> null).connectors()).containsKey(sender.name());
    }
  }

  @Test
  void the_list_has_what_is_configured_and_what_is_known() {
    CommandRun run = run("ls");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("hub-of-gits")
                    .contains("/webhooks/hub-of-gits", "github", "-> ci.events", " on"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("/events/inbox", "off: it has no secret; set T to switch"))
        .anySatisfy(
            line ->
                assertThat(line).contains("items", " http://localhost:8090/feed.xml ", "polled"))
        .anySatisfy(line -> assertThat(line).startsWith("(stripe)").contains("known"));
  }

  @Test
  void a_connector_is_shown_with_the_events_of_its_sender_and_without_its_secret() {
    CommandRun run = run("show", "hub-of-gits");

    assertThat(run.out())
        .contains("path:         /webhooks/hub-of-gits")
        .contains("secrets:      1")
        .containsPattern("workflow_run +pipeline.queued, pipeline.started, pipeline.failed")
        .contains("samples:")
        .doesNotContain("hush-hush");
  }

  @Test
  void options_that_are_set_are_not_offered_again() {
    assertThat(run("show", "quay").out())
        .containsPattern("encoding +base64")
        .contains("further options:  algorithm, eventHeader, idHeader, key, prefix");
  }

  @Test
  void a_known_sender_is_shown_with_a_connector_to_copy() {
    assertThat(run("show", "stripe").out())
        .contains("schemes:      stripe")
        .contains("verify: { scheme: stripe, secrets: [\"${STRIPE_SECRET:}\"] }");
  }

  @Test
  void a_name_that_nobody_knows_is_told_with_the_known_ones() {
    CommandRun run = run("show", "strype");

    assertThat(run.code()).isEqualTo(ExitCode.INVALID);
    assertThat(run.err())
        .contains("'strype' is no connector of " + config)
        .contains(
            "connectors are hub-of-gits, items, quay, inbox, known senders cdevents, circleci, feed, github");
  }
}
