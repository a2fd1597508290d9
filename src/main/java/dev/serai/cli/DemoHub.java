package dev.serai.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.hub.Hub;
import dev.serai.hub.HubOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;

/** A hub in a folder of its own, on free ports. */
final class DemoHub implements AutoCloseable {

  private static final List<String> FILES =
      List.of("connectors.yaml", "routes/archive.camel.yaml", "routes/heal.camel.yaml");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String secret = UUID.randomUUID().toString();
  private final Path folder;
  private final boolean keep;
  private final Hub hub;

  /**
   * @param keep whether the folder stays when the hub closes
   * @param broker as written in {@code broker:}
   * @param settings what stands under {@code brokers.<broker>}
   */
  DemoHub(boolean keep, String broker, Map<String, Object> settings) {
    this.keep = keep;
    try {
      folder = Files.createTempDirectory("serai-demo-");
      for (String file : FILES) {
        copy(file);
      }
      // Only this user can read what lies in the folder, passwords included.
      Files.writeString(
          folder.resolve("connectors.yaml"),
          "broker: %s%nbrokers: { %s: %s }%n"
              .formatted(broker, broker, JSON.writeValueAsString(settings)),
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED, "the demo cannot write its files: " + e.getMessage(), e);
    }
    hub =
        Hub.start(
            new HubOptions(
                folder.resolve("connectors.yaml"),
                folder.resolve("routes"),
                folder.resolve("data"),
                OptionalInt.of(0),
                OptionalInt.of(0),
                name -> name.equals("SERAI_DEMO_SECRET") ? secret : null));
  }

  private void copy(String file) throws IOException {
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    try (InputStream in = DemoHub.class.getResourceAsStream("/demo/" + file)) {
      if (in == null) {
        throw new IOException("/demo/" + file + " is missing in the program");
      }
      Files.copy(in, target);
    }
  }

  Hub hub() {
    return hub;
  }

  Path folder() {
    return folder;
  }

  String secret() {
    return secret;
  }

  URI door() {
    return URI.create("http://127.0.0.1:" + hub.port() + "/webhooks/github");
  }

  @Override
  public void close() {
    hub.close();
    if (keep) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
