package dev.serai.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a running hub leaves in its data folder for the commands of the same user.
 *
 * @param port of the door
 * @param managementHost what its management port is bound to
 */
record HubFile(long pid, int port, String managementHost, int managementPort, String token) {

  private static final int CONNECT_MILLIS = 5_000;
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** The hub that runs on this folder; empty when none does, also when one died without a word. */
  static Optional<HubFile> find(Path data) {
    Path file = data.resolve("hub.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      HubFile hub = JSON.readValue(Files.readAllBytes(file), HubFile.class);
      return hub.isThere() ? Optional.of(hub) : Optional.empty();
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED,
          "%s cannot be read: %s; if a hub of another user runs there, run this as that user"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * A killed hub leaves its file. Its process id may be another's by now, and so may its port; both
   * at once are hardly.
   */
  private boolean isThere() {
    if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
      return false;
    }
    URI address = management();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where the management port is reached from here. */
  URI management() {
    return Address.http(managementHost, managementPort);
  }

  @Override
  public String toString() {
    return "HubFile[pid=%d, port=%d, management=%s]".formatted(pid, port, management());
  }
}
