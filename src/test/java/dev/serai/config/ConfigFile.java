package dev.serai.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a text as if it were {@code connectors.yaml}. */
final class ConfigFile {

  static final Known KNOWN =
      new Known(
          Set.of("embedded", "kafka", "redis", "servicebus"),
          Set.of("github", "bearer"),
          Set.of("github"),
          verify -> verify.options().containsKey("prefix") ? "prefix: not here" : null);

  private ConfigFile() {}

  static HubConfig read(String text, String... env) {
    return new ConfigReader(env(env)::get, KNOWN).read(Path.of("connectors.yaml"), text);
  }

  /** Each mistake as it is printed. */
  static List<String> mistakes(String text, String... env) {
    try {
      read(text, env);
      return List.of();
    } catch (InvalidConfigException e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }

  private static Map<String, String> env(String... pairs) {
    Map<String, String> env = new java.util.HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      env.put(pairs[i], pairs[i + 1]);
    }
    return env;
  }
}
