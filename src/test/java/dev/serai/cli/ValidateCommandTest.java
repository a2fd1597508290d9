package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

  private static final String CONFIG =
      """
      channels: { ci.events: {} }
      policies: { patient: { attempts: 6 } }
      connectors:
        github:
          type: webhook
          verify: { scheme: github, secrets: [s] }
          normalize: github
          channel: ci.events
      """;

  private static final String ROUTE =
      """
      - route:
          id: heal
          from:
            uri: bus:ci.events
            parameters: { group: healer, policy: patient }
            steps:
              - log: { message: "${body}" }
      """;

  @TempDir Path dir;

  @Test
  void the_shipped_configuration_and_routes_are_valid() {
    CommandRun run = CommandRun.of("validate");

    assertThat(run.out()).startsWith("valid: ");
    assertThat(run.code()).isZero();
  }

  @Test
  void what_fits_together_is_valid() throws IOException {
    CommandRun run = validate(CONFIG, ROUTE, "--json");

    assertThat(run.code()).isZero();
    assertThat(run.json().get(0))
        .hasToString("{\"valid\":true,\"files\":1,\"routes\":1,\"problems\":[]}");
  }

  @Test
  void mistakes_in_the_configuration_and_in_routes_are_told_together() throws IOException {
    CommandRun run =
        validate(
            CONFIG.replace("attempts", "atempts"), ROUTE.replace("group: healer", "grup: healer"));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out())
        .contains("connectors.yaml:2:24: policies.patient.atempts is unknown here")
        .contains("heal.camel.yaml:4:")
        .contains("grup");
    assertThat(run.err()).contains("problems");
  }

  @Test
  void settings_that_the_broker_does_not_take_are_told_before_the_start() throws IOException {
    String missing = "brokers.servicebus.connectionString is missing; set it, or ";

    assertThat(validate("broker: servicebus\n" + CONFIG, ROUTE).out()).contains(missing);
    assertThat(validate("draining: [servicebus]\n" + CONFIG, ROUTE).out()).contains(missing);

    Object[] run = {
      "run",
      "--config=" + dir.resolve("connectors.yaml"),
      "--routes=" + dir.resolve("routes"),
      "--data=" + dir.resolve("data"),
      "--port=0",
      "--management-port=0"
    };
    CommandRun started = CommandRun.of(run);
    assertThat(started.code()).isEqualTo(1);
    assertThat(started.err()).startsWith("serai: " + missing).doesNotContain("\tat ");
  }

  @Test
  void a_file_that_nobody_reads_is_told() throws IOException {
    Path file =
        Files.writeString(
            Files.createDirectories(dir.resolve("routes")).resolve("greet.yaml"), ROUTE);
    Files.writeString(dir.resolve("routes").resolve(".hidden.yaml"), ROUTE);

    CommandRun run = validate(CONFIG, ROUTE);

    assertThat(run.code()).isZero();
    assertThat(run.err().lines())
        .containsExactly(
            file
                + " is passed over: the name of a route file ends with .camel.yaml, that of a kamelet with .kamelet.yaml");
  }

  @Test
  void a_normalizer_of_ones_own_is_checked_with_the_configuration() throws IOException {
    Path file = Files.createDirectories(dir.resolve("normalizers")).resolve("berths.yaml");
    Files.writeString(
        file,
        """
        about: berths
        defaults: { source: .url }
        events:
          taken: { type: berth.taken, requires: [ .ship ] }
        """);
    String config =
        """
        channels: { ci.events: {} }
        policies: { patient: { attempts: 2 } }
        connectors:
          quay: { type: webhook, verify: { scheme: none }, normalize: berths, channel: ci.events }
          pier: { type: webhook, verify: { scheme: none }, normalize: berths, channel: ci.events }
        """;

    CommandRun run = validate(config, ROUTE);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out().lines())
        .singleElement()
        .asString()
        .contains("connectors.quay.normalize: " + file + ":4:31: ", "\"requires\" is not known");
    assertThat(
            validate(
                    config.replace("berths, channel", "berths, vocabulary: native, channel"), ROUTE)
                .out())
        .contains("\"berths\" has no native vocabulary; write ");
  }

  @Test
  void a_slip_in_a_simple_text_or_condition_is_told_with_its_line() throws IOException {
    String steps =
        """
              - choice:
                  when:
                    - simple: "${body} >> 5"
                      steps:
                        - log: "${body"
              - setBody: { simple: "${bdy}" }
              - setBody: { simple: "${body} >> 5 {{later}} ${header.x} ${bean:later}" }
              - filter: { simple: "${header.n} > 5 && ${body} contains 'x'", steps: [ { log: fine } ] }
        """;

    assertThat(validate(CONFIG, ROUTE + steps.indent(2)).out().lines())
        .hasSize(3)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("heal.camel.yaml:10: '${body} >> 5' is no condition in simple: "))
        .anySatisfy(line -> assertThat(line).contains(":12: '${body' is no text in simple: "))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(":13: '${bdy}' is no text in simple: Unknown function: bdy"));
  }

  @Test
  void a_policy_that_no_route_names_is_told() throws IOException {
    assertThat(validate(CONFIG, ROUTE.replace(", policy: patient", "")).out())
        .contains("connectors.yaml:2:13: the policy 'patient' is used by no route");
  }

  @Test
  void a_policy_that_is_not_defined_is_told() throws IOException {
    assertThat(
            validate(CONFIG, ROUTE + ROUTE.replace("heal", "other").replace("patient", "quick"))
                .out())
        .contains("heal.camel.yaml:11: the policy 'quick' is not defined in ")
        .contains("; known: default, patient");
    assertThat(
            validate(CONFIG, ROUTE + ROUTE.replace("heal", "other").replace("patient", "patent"))
                .out())
        .contains("connectors.yaml; did you mean 'patient'?");
  }

  @Test
  void what_a_bus_endpoint_refuses_is_told_with_its_line() throws IOException {
    String place = "heal.camel.yaml:4: ";
    assertThat(validate(CONFIG, with("concurrency: 0")).out())
        .contains(place + "concurrency of bus:ci.events must be from 1 to 1000, but is 0");
    assertThat(validate(CONFIG, with("filter: x")).out())
        .contains(place + "filter 'x' is no condition: write name=value");
    assertThat(validate(CONFIG, ROUTE.replace("healer", "\"bad group!\"")).out())
        .contains(place + "'bad group!' is no channel or group name: write 1 to 100 letters");
  }

  @Test
  void two_routes_of_one_group_are_told() throws IOException {
    assertThat(validate(CONFIG, ROUTE + ROUTE.replace("id: heal", "id: other")).out())
        .contains("heal.camel.yaml:11: group 'healer' of channel 'ci.events' is served at ")
        .contains("heal.camel.yaml:4 already; give this route a group of its own");
  }

  private static String with(String option) {
    return ROUTE.replace("group: healer", "group: healer, " + option);
  }

  @Test
  void a_connector_that_leads_nowhere_is_told() throws IOException {
    CommandRun run =
        validate(
            CONFIG.replace("    channel: ci.events\n", ""),
            ROUTE
                + "- route: { id: x, from: { uri: 'webhook:gitlab', steps: [{ to: 'bus:a' }] } }\n");

    assertThat(run.out())
        .contains(
            "nothing takes what comes to the connector 'github'; give it a channel, or begin a route with webhook:github")
        .contains("heal.camel.yaml:8: webhook:gitlab names no connector of ")
        .contains("connectors.yaml; did you mean 'github'?");
  }

  @Test
  void a_consumed_channel_with_a_slip_in_its_name_is_told() throws IOException {
    assertThat(validate(CONFIG, ROUTE.replace("ci.events", "ci.event")).out())
        .contains(
            "heal.camel.yaml:4: nothing here publishes to the channel 'ci.event'; did you mean 'ci.events'?");
    assertThat(validate(CONFIG, ROUTE.replace("ci.events", "from.another.hub")).code()).isZero();
  }

  @Test
  void a_routes_folder_that_is_not_there_is_told() throws IOException {
    CommandRun run =
        CommandRun.of(
            "validate",
            "--config",
            Files.writeString(dir.resolve("connectors.yaml"), "").toString(),
            "--routes",
            dir.resolve("nope").toString());

    assertThat(run.err()).contains("nope does not exist: there is no route");
  }

  @Test
  void one_file_is_checked_by_itself() throws IOException {
    Path good = Files.writeString(dir.resolve("good.camel.yaml"), ROUTE);
    Path bad = Files.writeString(dir.resolve("bad.camel.yaml"), "- route: { id: [ }");

    assertThat(CommandRun.of("validate", good).out()).startsWith("valid: 1 route in 1 file");
    JsonNode result =
        CommandRun.of("validate", bad, dir.resolve("none.yaml"), "--json").json().get(0);
    assertThat(result.get("valid").asBoolean()).isFalse();
    assertThat(result.get("problems")).hasSize(2);
    assertThat(result.at("/problems/0").asText()).contains("bad.camel.yaml:1");
    assertThat(result.at("/problems/1").asText()).endsWith("none.yaml: does not exist");
  }

  private CommandRun validate(String config, String route, Object... options) throws IOException {
    Path file = Files.writeString(dir.resolve("connectors.yaml"), config);
    Path routes = Files.createDirectories(dir.resolve("routes"));
    Files.writeString(routes.resolve("heal.camel.yaml"), route);
    Object[] args = new Object[options.length + 3];
    args[0] = "validate";
    args[1] = "--config=" + file;
    args[2] = "--routes=" + routes;
    System.arraycopy(options, 0, args, 3, options.length);
    return CommandRun.of(args);
  }
}
