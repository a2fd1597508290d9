package dev.serai.cli;

import dev.serai.config.HubConfig;
import dev.serai.hub.HubOptions;
import java.util.OptionalInt;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a hub is to be started. */
final class RunOptions {

  @Mixin ConfigOption config;
  @Mixin DataOption data;
  @Mixin RoutesOption routes;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Port of the door instead of the configured one; 0 takes a free one (SERAI_PORT).")
  Integer port;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description =
          "Port of health and metrics instead of the configured one; 0 takes a free one"
              + " (SERAI_MANAGEMENT_PORT).")
  Integer managementPort;

  @Option(
      names = "--broker",
      paramLabel = "NAME",
      description = "What carries the events: stands for SERAI_BROKER in the configuration.")
  String broker;

  HubOptions options(Function<String, String> env) {
    Function<String, String> withBroker =
        name -> name.equals("SERAI_BROKER") && broker != null ? broker : env.apply(name);
    checkBroker(withBroker);
    checkPort("--port", port);
    checkPort("--management-port", managementPort);
    return new HubOptions(
        config.config, routes.routes, data.data, of(port), of(managementPort), withBroker);
  }

  private static void checkPort(String option, Integer port) {
    if (port != null && (port < 0 || port > 65_535)) {
      throw new CliException(
          ExitCode.INVALID,
          "%s is %d; it must be 1 to 65535, or 0 for any free one".formatted(option, port));
    }
  }

  private void checkBroker(Function<String, String> env) {
    if (broker == null) {
      return;
    }
    HubConfig hub = config.load(env);
    if (!hub.broker().equals(broker)) {
      throw new CliException(
          ExitCode.INVALID,
          "%s says broker: %s, so '%s' is not heard; write broker: ${SERAI_BROKER:%s} there"
              .formatted(config.config, hub.broker(), broker, hub.broker()));
    }
  }

  private static OptionalInt of(Integer port) {
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }
}
