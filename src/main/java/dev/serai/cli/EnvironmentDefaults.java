package dev.serai.cli;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes an option from its environment variable when the command line does not give it. */
final class EnvironmentDefaults implements IDefaultValueProvider {

  /** Option to variable. */
  static final Map<String, String> VARIABLES =
      Map.of(
          "--config", "SERAI_CONFIG",
          "--routes", "SERAI_ROUTES",
          "--data", "SERAI_DATA",
          "--port", "SERAI_PORT",
          "--management-port", "SERAI_MANAGEMENT_PORT",
          "--broker", "SERAI_BROKER");

  private final Function<String, String> env;

  EnvironmentDefaults(Function<String, String> env) {
    this.env = env;
  }

  @Override
  public String defaultValue(ArgSpec arg) {
    String variable =
        arg instanceof OptionSpec option && !ownBroker(option)
            ? VARIABLES.get(option.longestName())
            : null;
    String value = variable == null ? null : env.apply(variable);
    return value == null || value.isEmpty() ? null : value;
  }

  /** The demo stays on the embedded bus unless it is told otherwise in so many words. */
  private static boolean ownBroker(OptionSpec option) {
    return option.longestName().equals("--broker") && option.command().name().equals("demo");
  }
}
