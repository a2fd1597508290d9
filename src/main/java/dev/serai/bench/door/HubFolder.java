package dev.serai.bench.door;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A hub with one GitHub connector, as an operator configures it. */
public record HubFolder(Path config, Path routes, Path data) {

  private static final String CONNECTORS =
      """
      channels:
        ci.events: { order: key, retention: 7d }
      connectors:
        github:
          type: webhook
          verify: { scheme: github, secrets: ["${GITHUB_WEBHOOK_SECRET}"] }
          normalize: github
          channel: ci.events
      """;

  /** Writes the files into an empty folder. */
  public static HubFolder make(Path folder) throws IOException {
    return new HubFolder(
        Files.writeString(folder.resolve("connectors.yaml"), CONNECTORS),
        Files.createDirectories(folder.resolve("routes")),
        folder.resolve("data"));
  }

  /** The variables that the configuration asks for. */
  public static Map<String, String> environment() {
    return Map.of("GITHUB_WEBHOOK_SECRET", SignedDelivery.SECRET);
  }
}
