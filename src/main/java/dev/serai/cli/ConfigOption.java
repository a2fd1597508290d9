package dev.serai.cli;

import dev.serai.config.HubConfig;
import dev.serai.hub.ConfigCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which configuration is meant. */
final class ConfigOption {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "connectors.yaml",
      description = "The configuration (SERAI_CONFIG; default: ${DEFAULT-VALUE}).")
  Path config;

  HubConfig load(Function<String, String> env) {
    return ConfigCheck.load(config, env);
  }

  /** As {@link #load}; where there is no file, what a hub has without one. */
  HubConfig orDefaults(Function<String, String> env) {
    return Files.exists(config) ? load(env) : HubConfig.ofDefaults(env);
  }
}
