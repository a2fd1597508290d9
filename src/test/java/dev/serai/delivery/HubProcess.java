package dev.serai.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hubs in processes of their own, and how the settings of their brokers get there. */
final class HubProcess {

  /** What such a hub says when it serves. */
  static final String READY = "ready";

  static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private HubProcess() {}

  /** Starts the class, and returns when it serves. */
  static Process start(Class<?> main, List<String> arguments) throws IOException {
    return start(List.of("-cp", CLASS_PATH), main, arguments);
  }

  static Process start(List<String> options, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
    command.addAll(options);
    command.add(main.getName());
    command.addAll(arguments);
    Process hub =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = hub.inputReader(StandardCharsets.UTF_8).readLine();
    if (!READY.equals(said)) {
      hub.destroyForcibly();
      throw new IllegalStateException("the hub did not start, but said: " + said);
    }
    return hub;
  }

  /** The settings as {@code name=value}. */
  static List<String> words(Map<String, String> settings) {
    return settings.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList();
  }

  /** Settings from such words; a dot in a name leads into a map: {@code properties.a.b=c}. */
  static Map<String, Object> settings(List<String> words) {
    Map<String, Object> settings = new HashMap<>();
    Map<String, Object> properties = new HashMap<>();
    for (String each : words) {
      String[] pair = each.split("=", 2);
      if (pair[0].startsWith("properties.")) {
        properties.put(pair[0].substring("properties.".length()), pair[1]);
        settings.put("properties", properties);
      } else {
        settings.put(pair[0], pair[1]);
      }
    }
    return settings;
  }
}
